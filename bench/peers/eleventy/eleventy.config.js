// The register as a council would write it in Eleventy: records as data, one page each by pagination.
import markdown from "markdown-it";

const text = markdown({ html: false });
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

export default function (config) {
  config.addFilter("markdown", (value) => text.render(String(value)));
  config.addFilter("day", (value) => day.format(new Date(`${value}T00:00:00Z`)));
  config.setQuietMode(true);
  return {
    dir: { input: "source", output: "_site" },
    htmlTemplateEngine: "njk",
    templateFormats: ["njk"],
  };
}
