//! Both migration folders make the same schema: tables, columns, kinds, keys, indexes, order.
//!
//! Both databases are asked what they hold, so that a later migration needs no change here.

use std::collections::BTreeMap;

use store::testing::{fresh_postgres, fresh_sqlite};
use store::{Row, Store};

/// What a table is, in words common to both engines.
#[derive(Debug, Default, PartialEq)]
struct Table {
    /// Name, kind and whether it may be null, in order.
    columns: Vec<(String, String, bool)>,
    primary_key: Vec<String>,
    /// By name: whether unique, and the columns.
    indexes: BTreeMap<String, (bool, Vec<String>)>,
}

type Schema = BTreeMap<String, Table>;

#[cfg(test)]
mod reading {
    use super::*;

    async fn rows(store: &Store, sql: &str) -> Vec<Row> {
        store.rows(sql, &[]).await.unwrap()
    }

    fn text(row: &Row, index: usize) -> String {
        row.text(index).unwrap().to_owned()
    }

    pub async fn sqlite(store: &Store) -> Schema {
        let mut schema = Schema::new();
        let columns = "SELECT t.name, c.name, c.type, c.\"notnull\", t.sql, t.name = 'migrations' \
            FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
            WHERE t.type = 'table' ORDER BY t.name, c.cid";
        for row in rows(store, columns).await {
            let (name, kind) = (text(&row, 1), text(&row, 2));
            let declared = text(&row, 4);
            assert!(
                row.bool(5).unwrap() || declared.contains("STRICT"),
                "{name} is strict"
            );
            let truth = format!("{name} INTEGER NOT NULL CHECK ({name} IN (0, 1))");
            let kind = match kind.to_uppercase().as_str() {
                "INTEGER" if declared.contains(&truth) => "bool",
                "INTEGER" | "BIGINT" => "bigint",
                "TEXT" => "text",
                "BLOB" => "blob",
                other => panic!("{name} is of type {other}"),
            };
            let nullable = !row.bool(3).unwrap();
            let table = schema.entry(text(&row, 0)).or_default();
            table.columns.push((name, kind.to_owned(), nullable));
        }
        let keys = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
            WHERE t.type = 'table' AND c.pk > 0 ORDER BY t.name, c.pk";
        for row in rows(store, keys).await {
            schema
                .get_mut(&text(&row, 0))
                .unwrap()
                .primary_key
                .push(text(&row, 1));
        }
        let indexes = "SELECT t.name, i.name, i.\"unique\", x.name FROM sqlite_schema t \
            JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) x \
            WHERE t.type = 'table' AND i.origin <> 'pk' ORDER BY t.name, i.name, x.seqno";
        add_indexes(&mut schema, rows(store, indexes).await);
        schema
    }

    pub async fn postgres(store: &Store) -> Schema {
        let mut schema = Schema::new();
        let columns = "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), \
            a.attnotnull, coalesce(l.collname, '') FROM pg_class c \
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
            LEFT JOIN pg_collation l ON l.oid = a.attcollation \
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' \
            ORDER BY c.relname, a.attnum";
        for row in rows(store, columns).await {
            let (table, name) = (text(&row, 0), text(&row, 1));
            let kind = match text(&row, 2).as_str() {
                "boolean" => "bool",
                "bigint" => "bigint",
                "text" => {
                    assert_eq!(text(&row, 4), "C", "{table}.{name} compares bytewise");
                    "text"
                }
                "bytea" => "blob",
                other => panic!("{table}.{name} is of type {other}"),
            };
            let nullable = !row.bool(3).unwrap();
            schema
                .entry(table)
                .or_default()
                .columns
                .push((name, kind.to_owned(), nullable));
        }
        let keys = "SELECT c.relname, a.attname FROM pg_index i \
            JOIN pg_class c ON c.oid = i.indrelid AND i.indisprimary \
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) \
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum \
            WHERE c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, k.place";
        for row in rows(store, keys).await {
            schema
                .get_mut(&text(&row, 0))
                .unwrap()
                .primary_key
                .push(text(&row, 1));
        }
        let indexes = "SELECT c.relname, x.relname, i.indisunique, a.attname FROM pg_index i \
            JOIN pg_class c ON c.oid = i.indrelid AND NOT i.indisprimary \
            JOIN pg_class x ON x.oid = i.indexrelid \
            CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place) \
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum \
            WHERE c.relnamespace = current_schema()::regnamespace \
            ORDER BY c.relname, x.relname, k.place";
        add_indexes(&mut schema, rows(store, indexes).await);
        schema
    }

    fn add_indexes(schema: &mut Schema, rows: Vec<Row>) {
        for row in rows {
            let indexes = &mut schema.get_mut(&text(&row, 0)).unwrap().indexes;
            let index = indexes.entry(text(&row, 1)).or_default();
            index.0 = row.bool(2).unwrap();
            index.1.push(text(&row, 3));
        }
    }
}

#[tokio::test]
async fn both_schemas_are_equal() {
    let (embedded, _folder) = fresh_sqlite().await;
    let sqlite = reading::sqlite(&embedded).await;
    assert!(sqlite.len() >= 17, "{} tables", sqlite.len());
    for (name, table) in &sqlite {
        assert!(!table.primary_key.is_empty(), "{name} has a primary key");
    }
    let Some(server) = fresh_postgres().await else {
        return;
    };
    let postgres = reading::postgres(&server).await;
    assert_eq!(
        sqlite.keys().collect::<Vec<_>>(),
        postgres.keys().collect::<Vec<_>>()
    );
    for (name, table) in sqlite {
        assert_eq!(table, postgres[&name], "table {name}");
    }
}

#[tokio::test]
async fn the_large_tables_lead_with_the_stream() {
    let (embedded, _folder) = fresh_sqlite().await;
    let schema = reading::sqlite(&embedded).await;
    for table in ["events", "unsequenced", "sealed"] {
        assert_eq!(schema[table].primary_key[0], "stream_id", "{table}");
    }
    assert_eq!(
        schema["chunks"].columns[5],
        ("named".to_owned(), "bool".to_owned(), false)
    );
    assert_eq!(
        schema["credentials"].columns[2],
        ("totp".to_owned(), "blob".to_owned(), true)
    );
}
