import { problem, Problem } from "../../problems";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
const allowedCharacters = /^[A-Za-z0-9_\-.*?$/~"'@:+&]+$/;
const longestPattern = 255;

/** Reports a path pattern that CloudFront would reject, or that lacks its leading slash. */
export function checkPathPattern(pattern: string, path: string): Problem[] {
  if (pattern === "") {
    return [problem(path, pattern, 'use a path pattern, such as "/api/*"')];
  }
  if (!pattern.startsWith("/") && !pattern.startsWith("*")) {
    return [problem(path, pattern, `add the leading slash: "/${pattern}"`)];
  }
  if (!allowedCharacters.test(pattern)) {
    return [problem(path, pattern, `use only letters, digits and _-.*?$/~"'@:+&`)];
  }
  if (pattern.length > longestPattern) {
    return [problem(path, pattern, `use at most ${longestPattern} characters`)];
  }
  return [];
}
