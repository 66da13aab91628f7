-- The fixed tables of a workspace: an OGC GeoPackage 1.3 (OGC 12-128r17).
-- The tables of the record kinds are made from record_table.sql, a column per key of the field catalogue.
-- {timestamp} is the as-of date of the update that creates the file: nothing here depends on the clock.

PRAGMA application_id = 0x47504B47;  -- "GPKG"
PRAGMA user_version = 10300;

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);

-- Definitions: EPSG geodetic parameter dataset, as well-known text (ISO 19125-1).
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 ellipsoid'),
  ('China Geodetic Coordinate System 2000', 4490, 'EPSG', 4490,
   'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4490"]]',
   '2000国家大地坐标系 longitude/latitude coordinates in decimal degrees on the CGCS2000 ellipsoid');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);

-- What the workspace knows of itself: schema version, as-of date, district, rules not run.
CREATE TABLE setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);

-- A table that was read: kind + file + layer. Nothing of the machine is written: the file must not depend on where it was made.
CREATE TABLE source (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  kind TEXT NOT NULL,
  file TEXT NOT NULL,
  layer TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  format TEXT NOT NULL,
  encoding TEXT NOT NULL,
  crs TEXT NOT NULL,
  pipeline TEXT NOT NULL,
  accuracy_m DOUBLE NOT NULL,
  headers TEXT NOT NULL,          -- JSON array of {name, key, allBlank}
  record_keys TEXT NOT NULL,      -- JSON array: the columns that its records fill, in their order
  read_count INTEGER NOT NULL,
  imported_count INTEGER NOT NULL,
  rejected_count INTEGER NOT NULL,
  UNIQUE (kind, file, layer)
);

CREATE TABLE import_note (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  source_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  row INTEGER,
  field TEXT,
  value TEXT NOT NULL,
  details TEXT                    -- JSON object, keys sorted
);

CREATE TABLE rejected_row (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  source_id INTEGER NOT NULL,
  row INTEGER NOT NULL,
  field TEXT,
  reason_zh TEXT NOT NULL,
  reason_en TEXT NOT NULL,
  cells TEXT NOT NULL             -- JSON array in the order of the source's headers
);

-- The findings of the last check; the columns are the parts of the machine form, in its order.
CREATE TABLE finding (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  geom POINT,                     -- place
  id TEXT NOT NULL,
  rule TEXT NOT NULL,
  name TEXT NOT NULL,
  severity TEXT NOT NULL,
  certainty TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_key TEXT NOT NULL,
  subject_name TEXT,
  related TEXT,                   -- JSON array of {kind, key, name}
  source_file TEXT,
  source_layer TEXT,
  source_row INTEGER,
  message TEXT NOT NULL,
  evidence_field TEXT,
  evidence_value TEXT,
  evidence_start INTEGER,
  evidence_end INTEGER,
  measure_value DOUBLE,
  measure_unit TEXT,
  measure_limit DOUBLE,
  measures TEXT,                  -- JSON array of {name, value, unit, limit}
  extent TEXT,                    -- GeoJSON geometry
  basis TEXT NOT NULL,
  next TEXT NOT NULL,
  caused_by TEXT,
  fix_safety TEXT,
  fix_field TEXT,
  fix_old TEXT,
  fix_new TEXT,
  waived TEXT                     -- JSON object {id, verdict, reason, author, date, expires}
);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES
  ('finding', 'features', '检查结果', 'findings', '{timestamp}', 4490),
  ('source', 'attributes', '数据来源', 'sources', '{timestamp}', NULL),
  ('import_note', 'attributes', '导入记录', 'import notes', '{timestamp}', NULL),
  ('rejected_row', 'attributes', '未导入的行', 'rejected rows', '{timestamp}', NULL),
  ('setting', 'attributes', '工作库设置', 'settings', '{timestamp}', NULL);
INSERT INTO gpkg_geometry_columns VALUES ('finding', 'geom', 'POINT', 4490, 0, 0);
