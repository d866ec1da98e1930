// One load by Kùzu, Ladybug or DuckDB, into a new database on disk, which is closed at the end.
//   node load.mjs PACKAGE MODULES REQUEST.json
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [, , name, modules, file] = process.argv;
const library = createRequire(path.resolve(modules) + '/')(name);
const { database, threads, tables } = JSON.parse(fs.readFileSync(file, 'utf8'));

async function loadGraph() {
  const opened = new library.Database(database, 4 * 1024 ** 3);
  const connection = new library.Connection(opened, threads);
  for (const table of tables) {
    const columns = table.columns.slice(table.ends.length).map((column) => `${column.name} ${column.types[0]}`);
    if (table.ends.length > 0) {
      columns.unshift(`FROM ${table.ends[0]} TO ${table.ends[1]}`);
      await connection.query(`CREATE REL TABLE ${table.name}(${columns.join(', ')})`);
    } else {
      const key = table.columns.find((column) => column.key).name;
      await connection.query(`CREATE NODE TABLE ${table.name}(${columns.join(', ')}, PRIMARY KEY(${key}))`);
    }
    await connection.query(`COPY ${table.name} FROM '${table.file}' (HEADER=true, DELIM='|')`);
  }
  await connection.query('CHECKPOINT');
  await connection.close();
  await opened.close();
}

async function loadTables() {
  const instance = await library.DuckDBInstance.create(database, { threads: String(threads) });
  const connection = await instance.connect();
  for (const table of tables) {
    const columns = table.columns.map((column) => `${column.name} ${column.types[1]}`);
    await connection.run(`CREATE TABLE ${table.name} (${columns.join(', ')})`);
    await connection.run(`COPY ${table.name} FROM '${table.file}' (DELIMITER '|', HEADER true)`);
  }
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
}

await (name.startsWith('@duckdb') ? loadTables() : loadGraph());
process.exit(0);
