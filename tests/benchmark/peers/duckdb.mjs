// SPDX-License-Identifier: BSL-1.0
// The questions of tabulate.cpp put to DuckDB, of the same rows in its memory, on one thread; the least of 15 rounds each.
//
//     node duckdb.mjs ROWS.csv "TABULATE DISTINCT THRESHOLD" > RESULT.json      what the last columns have to add up to
import { DuckDBInstance } from "@duckdb/node-api";

const [rows, sums] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
await connection.run(`CREATE TABLE arrears AS SELECT in_group::UTINYINT AS in_group, category::UTINYINT AS category, enterprise::INTEGER AS enterprise,
    owed::BIGINT AS owed FROM read_csv('${rows}')`);
const over = "HAVING SUM(owed) >= 500000000";
const questions = {
  tabulate: ["SELECT in_group, category, SUM(owed), COUNT(*) FROM arrears GROUP BY in_group, category"],
  distinct: ["SELECT category, COUNT(DISTINCT enterprise) FROM arrears GROUP BY category", "SELECT COUNT(DISTINCT enterprise) FROM arrears"],
  threshold: [`SELECT category, COUNT(*) FROM (SELECT category FROM arrears GROUP BY category, enterprise ${over}) GROUP BY category`,
    `SELECT COUNT(*) FROM (SELECT enterprise FROM arrears GROUP BY enterprise ${over})`],
};
const benchmarks = [];
for (const [at, [name, queries]] of Object.entries(questions).entries()) {
  for (let round = 0; round < 15; ++round) {
    const start = process.hrtime.bigint();
    let sum = 0n;
    for (const query of queries) {
      for (const row of (await connection.runAndReadAll(query)).getRows()) sum += BigInt(row[row.length - 1]);
    }
    const time = Number(process.hrtime.bigint() - start) / 1e6;
    if (sum !== BigInt(sums.split(" ")[at])) throw new Error(`DuckDB gives something else for ${name}: ${sum}`);
    benchmarks.push({ run_name: `${name}/duckdb`, run_type: "iteration", real_time: time, cpu_time: time, time_unit: "ms" });
  }
}
console.log(JSON.stringify({ benchmarks }));
