import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Every test file is a process of its own, and some start further ones; what one has compiled of the SDKs, the others
// need not compile again.
const directory = fileURLToPath(new URL("../node_modules/.cache/compile", import.meta.url));
process.env.NODE_COMPILE_CACHE = directory;
enableCompileCache(directory);
