/**
 * Characters that change how a terminal or a page shows the text around them: control characters such as ESC, and format
 * characters such as those for the direction of text. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with each such character as its code: `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As `printable`, but with line breaks and tabs, which the code of a function has. */
export function printableLines(text: string): string {
  return text.replace(/[^\n\r\t]+/g, printable);
}
