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
static const unsigned char record_form[] = {
#embed "../forms/record_form.yaml"
};
static const unsigned char registration_form[] = {
#embed "../forms/registration_form.yaml"
};
static const unsigned char marker_results[] = {
#embed "../forms/marker_results.yaml"
};
static const unsigned char boundary_points[] = {
#embed "../forms/boundary_points.yaml"
};
static const unsigned char acceptance_score[] = {
#embed "../forms/acceptance_score.yaml"
};

#define RESOURCE(name) {#name, name, sizeof name}
static const jm_resource resources[] = {
    RESOURCE(workspace_1),
    RESOURCE(workspace_2),
    RESOURCE(record_table),
    RESOURCE(spatial_index),
    RESOURCE(spatial_index_triggers),
    RESOURCE(record_form),
    RESOURCE(registration_form),
    RESOURCE(marker_results),
    RESOURCE(boundary_points),
    RESOURCE(acceptance_score),
};

size_t jm_resource_count(void) { return sizeof resources / sizeof resources[0]; }
jm_resource jm_resource_at(size_t index) { return resources[index]; }
