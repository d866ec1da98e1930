// DuckDB as a child of the social benchmark: a table for each table of the data, comments and posts merged, `knows` in
// both directions, persons by a primary key.  node duckdb.mjs NAME MODULES
import { createRequire } from 'node:module';
import path from 'node:path';
import { serve } from './lines.mjs';

const { DuckDBInstance } = createRequire(path.resolve(process.argv[3]) + '/')('@duckdb/node-api');

const named = { id: 'BIGINT', name: 'VARCHAR' };
const message = { id: 'BIGINT', creationDate: 'DATE', length: 'BIGINT', language: 'VARCHAR', content: 'VARCHAR' };
const nodes = {
  Country: named, City: named, TagClass: named, Tag: named,
  Person: { id: 'BIGINT', name: 'VARCHAR', birthday: 'DATE', score: 'BIGINT' },
  Forum: { id: 'BIGINT', title: 'VARCHAR', creationDate: 'DATE' },
  'merged/Message': message,
  'merged/Post': message,
};
const pair = { s: 'BIGINT', d: 'BIGINT' };
const edges = [
  'City_isPartOf_Country', 'Person_isLocatedIn_City', 'Forum_hasMember_Person', 'Forum_containerOf_Post',
  'Comment_replyOf_Post', 'Comment_hasTag_Tag', 'Tag_hasType_TagClass', 'Comment_hasCreator_Person',
  'Post_hasCreator_Person', 'Person_hasInterest_Tag', 'merged/Message_hasTag_Tag', 'merged/Message_hasCreator_Person',
  'merged/Message_replyOf_Message', 'merged/Person_likes_Message', 'Forum_hasModerator_Person', 'Forum_hasTag_Tag',
  'Post_isLocatedIn_Country',
];

let instance, connection;

async function ask(statement, parameters) {
  if (Object.keys(parameters).length > 0) statement.bind(parameters);
  return (await statement.runAndReadAll()).getRows();
}

serve({
  async load({ folder, threads }) {
    instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
    connection = await instance.connect();
    const table = async (file, columns) => {
      const name = path.basename(file);
      const types = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
      if (name === 'Person') types[0] += ' PRIMARY KEY';
      await connection.run(`CREATE TABLE ${name} (${types.join(', ')})`);
      await connection.run(`COPY ${name} FROM '${folder}/${file}.csv' (DELIMITER '|', HEADER true)`);
    };
    for (const [file, columns] of Object.entries(nodes)) await table(file, columns);
    for (const file of edges) await table(file, pair);
    await table('merged/knows_both', { ...pair, creationDate: 'DATE' });
    await connection.run('ALTER TABLE knows_both RENAME TO knows');
  },
  prepare: (query) => connection.prepare(query),
  ask,
  async session() {
    const own = await instance.connect();
    return { prepare: (query) => own.prepare(query), ask };
  },
});
