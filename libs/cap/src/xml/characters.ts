const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Without the characters that XML 1.0 cannot hold: most controls, halves of surrogate pairs. */
export function xmlCharactersOnly(text: string): string {
  return text.replace(NOT_XML, '');
}

/** At most so many UTF-16 units and an ellipsis; never half of a surrogate pair, which databases refuse. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)}…`;
}
