-- The table of a record kind. Every key is TEXT: a record keeps what was written, and a numeric column would turn
-- '33.90' into 33.9 and drop the zero before a code.
CREATE TABLE "{table}" (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom {geometry_type},
  source_id INTEGER,
  source_row INTEGER,
  attributes TEXT{columns}
);
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES
  ('{table}', 'features', '{identifier}', '{description}', '{timestamp}', 4490);
INSERT INTO gpkg_geometry_columns VALUES ('{table}', 'geom', '{geometry_type}', 4490, 0, 0);
