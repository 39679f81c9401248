/* Opens pages as frames beside each other, does to them all that a reader could, and tells what ran. */
async ([urls, patience]) => {
  const HAPPENS = [
    "mouseover", "mousemove", "pointerdown", "mousedown", "mouseup", "keydown", "input", "change",
    "toggle", "error", "load", "begin", "animationstart", "transitionend", "wheel", "copy",
  ];
  const TO_FOCUS = "a, summary, input, button, select, [tabindex], [autofocus]";

  const touch = (window) => {
    const { document } = window;
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a, button, input");
      if (link && link.protocol !== "javascript:") event.preventDefault();
    }, true);
    for (const element of document.querySelectorAll("*")) {
      for (const name of HAPPENS) element.dispatchEvent(new window.Event(name));
      if (element.matches("details")) element.open = true;
    }
    for (const element of document.querySelectorAll(TO_FOCUS)) {
      element.focus({ preventScroll: true });
      if (element.matches("a, summary"))
        element.dispatchEvent(new window.MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  };

  const trace = (frame) => frame.contentWindow.__xss ?? window.__xss ?? null;

  const opened = (url) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.onload = () => {
      frame.onload = null;
      let led = null;
      try { touch(frame.contentWindow); } catch (error) { led = `led elsewhere: ${error}`; }
      setTimeout(() => done([url, led ?? trace(frame)]), patience);
    };
    frame.src = url;
    document.body.append(frame);
  });

  document.body.replaceChildren();
  return Promise.all(urls.map(opened));
}
