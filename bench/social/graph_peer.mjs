// Kùzu or Ladybug as a child of the social benchmark, in their best layout: declared tables, comments and posts merged
// into one, `knows` in both directions.  node graph_peer.mjs kuzu|@ladybugdb/core MODULES
import { createRequire } from 'node:module';
import path from 'node:path';
import { serve } from './lines.mjs';

const [, , name, modules] = process.argv;
const library = createRequire(path.resolve(modules) + '/')(name);

const named = 'id INT64, name STRING, PRIMARY KEY(id)';
const message = 'id INT64, creationDate DATE, length INT64, language STRING, content STRING, PRIMARY KEY(id)';
const nodes = {
  Continent: named, Country: named, City: named, Company: named, University: named, TagClass: named, Tag: named,
  Person: 'id INT64, name STRING, birthday DATE, score INT64, PRIMARY KEY(id)',
  Forum: 'id INT64, title STRING, creationDate DATE, PRIMARY KEY(id)',
  Message: message,
  Post: message,
};
const edges = [
  'City_isPartOf_Country', 'Country_isPartOf_Continent', 'Company_isLocatedIn_Country', 'University_isLocatedIn_City',
  'Tag_hasType_TagClass', 'TagClass_isSubclassOf_TagClass', 'Person_isLocatedIn_City', 'Person_hasInterest_Tag',
  'Person_workAt_Company', 'Person_studyAt_University', 'Forum_hasModerator_Person', 'Forum_hasMember_Person',
  'Forum_hasTag_Tag', 'Forum_containerOf_Post', 'Message_hasCreator_Person', 'Message_isLocatedIn_Country',
  'Message_hasTag_Tag', 'Message_replyOf_Message', 'Comment_replyOf_Post', 'Person_likes_Message',
];
const merged = new Set(['Message', 'Post', 'Message_hasCreator_Person', 'Message_isLocatedIn_Country',
  'Message_hasTag_Tag', 'Message_replyOf_Message', 'Person_likes_Message', 'knows_both']);

let database, connection;

async function ask(on, statement, parameters) {
  const result = await on.execute(statement, parameters);
  const rows = (await result.getAll()).map((row) => Object.values(row));
  result.close?.();
  return rows;
}

const prepareOn = async (on, query) => {
  const statement = await on.prepare(query);
  if (!statement.isSuccess()) throw new Error(statement.getErrorMessage());
  return statement;
};

async function loadTables(folder) {
  const copy = (table, file) => connection.query(
    `COPY ${table} FROM '${folder}/${merged.has(file) ? 'merged/' : ''}${file}.csv' (HEADER=true, DELIM='|')`);
  for (const [table, columns] of Object.entries(nodes)) {
    await connection.query(`CREATE NODE TABLE ${table}(${columns})`);
    await copy(table, table);
  }
  const end = (kind) => (kind === 'Comment' || kind === 'Post' ? 'Message' : kind);
  for (const table of edges) {
    const [from, , to] = table.split('_');
    await connection.query(`CREATE REL TABLE ${table}(FROM ${end(from)} TO ${end(to)})`);
    await copy(table, table);
  }
  await connection.query('CREATE REL TABLE knows(FROM Person TO Person, creationDate DATE)');
  await copy('knows', 'knows_both');
  await connection.query('CHECKPOINT');
}

serve({
  async load({ folder, scratch, threads, limit_seconds, reuse }) {
    database = new library.Database(`${scratch}/graph.db`, 4 * 1024 ** 3);
    connection = new library.Connection(database, threads);
    if (!reuse) await loadTables(folder);
    connection.setQueryTimeout(limit_seconds * 1000);
  },
  prepare: (query) => prepareOn(connection, query),
  ask: (statement, parameters) => ask(connection, statement, parameters),
  async session() {
    const own = new library.Connection(database, 1);
    return {
      prepare: (query) => prepareOn(own, query),
      ask: (statement, parameters) => ask(own, statement, parameters),
    };
  },
});
