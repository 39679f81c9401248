/* In every page before anything else: whoever runs a payload leaves a trace. */
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = () => { window.__xss = name; };
addEventListener("securitypolicyviolation", (event) =>
  console.error(`the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
