import { enableCompileCache } from "node:module";

// Every test file is a process of its own; what one has compiled of the SDKs, the others need not compile again.
enableCompileCache(new URL("../node_modules/.cache/compile", import.meta.url).pathname);
