// Linked in as bytes, so that the executable can be copied anywhere without the checkout.
#include "gis_resources.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char workspace_1[] = {
#embed "../schema/workspace_1.sql"
};
static const unsigned char workspace_2[] = {
#embed "../schema/workspace_2.sql"
};
static const unsigned char record_table[] = {
#embed "../schema/record_table.sql"
};
static const unsigned char spatial_index[] = {
#embed "../schema/spatial_index.sql"
};
static const unsigned char spatial_index_triggers[] = {
#embed "../schema/spatial_index_triggers.sql"
};

#define RESOURCE(name) {#name, name, sizeof name}
static const jm_resource resources[] = {
    RESOURCE(workspace_1),
    RESOURCE(workspace_2),
    RESOURCE(record_table),
    RESOURCE(spatial_index),
    RESOURCE(spatial_index_triggers),
};

size_t jm_resource_count(void) { return sizeof resources / sizeof resources[0]; }
jm_resource jm_resource_at(size_t index) { return resources[index]; }
