// Data files are linked in as bytes, so that the executable can be copied anywhere without them.
// `#embed` keeps the dependency: a changed table is compiled again.
#include "reference_data.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char china_crs[] = {
#embed "../tables/china_crs.tsv"
};

#define TABLE(file) {#file, file, sizeof file}
static const jm_table tables[] = {
    TABLE(china_crs),
};

size_t jm_table_count(void) { return sizeof tables / sizeof tables[0]; }
jm_table jm_table_at(size_t index) { return tables[index]; }
