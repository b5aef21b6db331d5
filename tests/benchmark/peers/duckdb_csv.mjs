// SPDX-License-Identifier: BSL-1.0
// What csv/job.cpp does, asked of DuckDB: node duckdb_csv.mjs WHAT FILE THREADS. The same line of JSON; its memory is with that of node.
// `group` looks only at what the table needs, `full` converts every column.
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const [what, file, threads] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads })).connect();
const rows = `read_csv('${file}', header = true, thousands = ',', delim = ',', quote = '"', columns = {enterprise_id: 'VARCHAR',
    enterprise_name: 'VARCHAR', industry: 'VARCHAR', ownership: 'VARCHAR', category: 'VARCHAR', principal: 'DECIMAL(18,2)', due_date: 'DATE', persons: 'INTEGER'})`;
const measures = {
  sums: "sum(principal) AS s, count(*) AS c",
  group: "sum(principal) AS s, count(*) AS c, count(DISTINCT enterprise_id) AS d",
  full: `sum(principal) AS s, count(*) AS c, count(DISTINCT enterprise_id) AS d, max(enterprise_name) AS n, max(ownership) AS o, max(due_date) AS t,
      sum(persons) AS p`,
};
const start = process.hrtime.bigint();
const cells = (await connection.runAndReadAll(`SELECT industry, category, ${measures[what]} FROM ${rows} GROUP BY industry, category`)).getRows();
const ms = Number(process.hrtime.bigint() - start) / 1e6;
const total = (at) => cells.reduce((sum, cell) => sum + (cell[at].value ?? BigInt(cell[at])), 0n);
const fen = total(2);
let answer = `${fen / 100n}.${String(fen % 100n).padStart(2, "0")} ${total(3)}`;
if (what !== "sums") answer += ` ${total(4)}`;
const peak_kib = Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
console.log(JSON.stringify({ ms, peak_kib, answer }));
