import { CommandError } from "./commandError.ts";

const sentences: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no file ${file}.`,
  ENOTDIR: (file) => `There is no file ${file}: a part of its path is no folder.`,
  EISDIR: (file) => `${file} is a folder, not a file.`,
  EACCES: (file) => `${file} may not be read or written by this user.`,
  EPERM: (file) => `${file} may not be read or written by this user.`,
  EROFS: (file) => `${file} is on a read-only file system.`,
  ENOSPC: (file) => `There is no space left on the disk for ${file}.`,
  EDQUOT: (file) => `There is no space left for ${file}: this user's quota is used up.`,
  EEXIST: (file) => `${file} exists already.`,
  ENAMETOOLONG: (file) => `The name ${file} is too long.`,
};

/** What is wrong with a file, for whoever named it; an error of another kind as it is. */
export function fileProblem(file: string, error: unknown, nextStep: string | null): unknown {
  const sentence = sentences[codeOf(error)];
  return sentence === undefined ? error : new CommandError(sentence(file), nextStep);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";
