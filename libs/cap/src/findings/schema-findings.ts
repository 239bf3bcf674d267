import type { CatalogueEntry } from './severity';

/** What the OASIS schema of the message's own version forbids. They never change a verdict: real offices break it daily. */
export const SCHEMA_FINDINGS = {
  'schema.root-unknown': ['info', '模式中没有此根元素。', 'The schema has no such root element.'],
  'schema.element-unexpected': [
    'info',
    '此处不应出现该元素。',
    'The schema does not expect this element at this place.',
  ],
  'schema.element-missing': ['info', '缺少必需的元素。', 'A mandatory element is missing.'],
  'schema.attribute-unexpected': ['info', '模式不允许该属性。', 'The schema does not allow this attribute.'],
  'schema.text-unexpected': ['info', '只可含元素之处出现文字。', 'Text stands where the schema allows elements only.'],
  'schema.value-invalid': ['info', '取值不符合模式。', 'The value is not one that the schema allows.'],
} satisfies Record<string, CatalogueEntry>;
