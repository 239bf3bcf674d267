import type { ColumnType } from './list-columns';

/** A condition that a client may set by `filter[name]=value`; given several times it means "any of these". */
export interface ListFilter {
  /** Column of the list's query. */
  column: string;
  type: ColumnType;
  /** How the column is compared with the value; `=` when absent. `has`: the column is a list that holds the value. */
  compare?: '=' | '>=' | '<' | 'starts-with' | 'has';
  /** Closed list of values, if there is one. */
  oneOf?: readonly string[];
}

/** What a client may ask of one list. Columns are names in the list's own query, never taken from a request. */
export interface ListDefinition {
  /** Unique column that decides between equals, so that no row is left out or shown twice. */
  key: { column: string; type: ColumnType };
  /** By what it may be sorted: name for the client to column. The columns must never be null. */
  sort: Record<string, { column: string; type: ColumnType }>;
  /** For example `-receivedAt`. */
  defaultSort: string;
  filter?: Record<string, ListFilter>;
  /** Rows of a page when the client does not say; 50. */
  defaultLimit?: number;
  /** Most rows of a page; 200. */
  maxLimit?: number;
}

/** What a client asks for, checked. */
export interface ListRequest {
  limit: number;
  sort: { name: string; descending: boolean };
  filters: { name: string; values: string[] }[];
  /** Where the page before ended, as PostgreSQL printed it. */
  after?: { value: string; key: string };
}

/** One page. `next` is the cursor of the page after it; null on the last one. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}
