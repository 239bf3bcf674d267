/** The tables of the thin path; `log` is used without a broker only. */
export const THIN_TABLES = `
  create schema thin;
  create table thin.alerts (
    id uuid primary key default gen_random_uuid(),
    sender text not null,
    identifier text not null,
    sent timestamptz not null,
    status text not null,
    body jsonb not null,
    received_at timestamptz not null default now(),
    unique (sender, identifier, sent)
  );
  create table thin.outbox (seq bigint generated always as identity primary key, key text not null, payload jsonb not null);
  create table thin.log (position bigint generated always as identity primary key, seq bigint not null, key text not null, payload jsonb not null);
  create table thin.cursor (one boolean primary key default true check (one), position bigint not null);
  insert into thin.cursor (position) values (0);
  create table thin.inbox (event_id text primary key);
  create table thin.board (identifier text primary key, body jsonb not null, version integer not null);
`;
