import { canonicalDocument, canonicalElement } from './canonical';
import { readDocument, type DocElement, type SignedDocument } from './document';

const read = (text: string) => readDocument(text) as SignedDocument;
const inclusive = (text: string) => canonicalDocument(read(text), { exclusive: false });

describe('canonical XML', () => {
  it('closes empty elements, sorts declarations and attributes, quotes with double quotes', () => {
    expect(
      inclusive(
        `<doc><e1   /><e3   name = "elem3"   id="elem3"   /><e5 a:attr="out" b:attr="sorted" attr2="all" attr="I'm" xmlns:b="http://www.ietf.org" xmlns:a="http://www.w3.org" xmlns="http://example.org"/></doc>`,
      ),
    ).toBe(
      `<doc><e1></e1><e3 id="elem3" name="elem3"></e3><e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I'm" attr2="all" b:attr="sorted" a:attr="out"></e5></doc>`,
    );
  });

  it('writes a declaration only where it changes something, also back to no namespace', () => {
    expect(inclusive('<a xmlns="u"><b xmlns="u"><c xmlns=""><d xmlns=""/></c></b></a>')).toBe(
      '<a xmlns="u"><b><c xmlns=""><d></d></c></b></a>',
    );
  });

  it('turns CDATA and character references into text and escapes what must be', () => {
    expect(inclusive('<a b="x&#9;&quot;&lt;y">1<![CDATA[<2>]]>&amp;&#13;</a>')).toBe(
      '<a b="x&#x9;&quot;&lt;y">1&lt;2&gt;&amp;&#xD;</a>',
    );
  });

  it('drops comments and keeps instructions, with line breaks around the root', () => {
    expect(inclusive('<?xml version="1.0"?><!-- x --><?style a="b"?><a><!-- y --><?in?></a><?end?>')).toBe(
      '<?style a="b"?>\n<a><?in?></a>\n<?end?>',
    );
  });

  it('exclusive writes only what is used, inclusive everything that an element inherits', () => {
    const { root } = read('<a xmlns="u" xmlns:x="v" xmlns:y="w"><x:b z="1"><c/></x:b></a>');
    const b = root.children[0] as DocElement;
    expect(canonicalElement(b, { exclusive: true })).toBe('<x:b xmlns:x="v" z="1"><c xmlns="u"></c></x:b>');
    expect(canonicalElement(b, { exclusive: false })).toBe(
      '<x:b xmlns="u" xmlns:x="v" xmlns:y="w" z="1"><c></c></x:b>',
    );
  });
});
