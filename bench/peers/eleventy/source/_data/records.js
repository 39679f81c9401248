// Every record of the register, read once and sorted into its kind.
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import yaml from "js-yaml";

const ROOT = "../partnerships";

const read = (path) => yaml.load(readFileSync(join(ROOT, path), "utf8"), { schema: yaml.CORE_SCHEMA });

export default async function () {
  const found = { organisations: [], partnerships: [], meetings: [], plans: [], reviews: [] };
  const paths = (await readdir(ROOT, { recursive: true })).filter((path) => path.endsWith(".yml")).sort();
  const titles = {};
  for (const path of paths.filter((each) => basename(each) === "partnership.yml")) {
    const id = dirname(path);
    const record = read(path);
    titles[id] = record.title;
    found.partnerships.push({ ...record, id });
  }
  for (const path of paths) {
    const [folder, kind, file] = path.split("/");
    if (!file) continue;
    const id = basename(file, ".yml");
    const partnership = { id: folder, title: titles[folder] };
    found[kind].push({ ...read(path), id, partnership });
  }
  return { ...found, council: read("_council/council.yml") };
}
