declare module "fs-native-extensions" {
  /** Locks bytes of a file that is open for writing. @returns false if another file descriptor has locked them */
  export function tryLock(descriptor: number, offset: number, length: number): boolean;
}
