// Data files are linked in as bytes, so that the executable can be copied anywhere without them.
// `#embed` keeps the dependency: a changed table is compiled again.
#include "reference_data.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char china_crs[] = {
#embed "../tables/china_crs.tsv"
};
static const unsigned char class_codes[] = {
#embed "../tables/class_codes.tsv"
};
static const unsigned char code_history[] = {
#embed "../tables/code_history.tsv"
};
static const unsigned char code_lists[] = {
#embed "../tables/code_lists.tsv"
};
static const unsigned char divisions[] = {
#embed "../tables/divisions.tsv"
};
static const unsigned char eras[] = {
#embed "../tables/eras.tsv"
};
static const unsigned char described_facts[] = {
#embed "../tables/described_facts.tsv"
};
static const unsigned char facility_statuses[] = {
#embed "../tables/facility_statuses.tsv"
};
static const unsigned char facility_types[] = {
#embed "../tables/facility_types.tsv"
};
static const unsigned char fields[] = {
#embed "../tables/fields.tsv"
};
static const unsigned char generics[] = {
#embed "../tables/generics.tsv"
};
static const unsigned char known_abbreviations[] = {
#embed "../tables/known_abbreviations.tsv"
};
static const unsigned char marker_conditions[] = {
#embed "../tables/marker_conditions.tsv"
};
static const unsigned char direction_sectors[] = {
#embed "../tables/direction_sectors.tsv"
};
static const unsigned char extent_classes[] = {
#embed "../tables/extent_classes.tsv"
};
static const unsigned char historic_names[] = {
#embed "../tables/historic_names.tsv"
};
static const unsigned char linear_features[] = {
#embed "../tables/linear_features.tsv"
};
static const unsigned char marker_measures[] = {
#embed "../tables/marker_measures.tsv"
};
static const unsigned char marker_number_profiles[] = {
#embed "../tables/marker_number_profiles.tsv"
};
static const unsigned char name_requirements[] = {
#embed "../tables/name_requirements.tsv"
};
static const unsigned char name_scopes[] = {
#embed "../tables/name_scopes.tsv"
};
static const unsigned char nonstandard_kinds[] = {
#embed "../tables/nonstandard_kinds.tsv"
};
static const unsigned char number_contexts[] = {
#embed "../tables/number_contexts.tsv"
};
static const unsigned char peoples[] = {
#embed "../tables/peoples.tsv"
};
static const unsigned char plan_indicators[] = {
#embed "../tables/plan_indicators.tsv"
};
static const unsigned char generic_stacking[] = {
#embed "../tables/generic_stacking.tsv"
};
static const unsigned char generic_thresholds[] = {
#embed "../tables/generic_thresholds.tsv"
};
static const unsigned char name_affixes[] = {
#embed "../tables/name_affixes.tsv"
};
static const unsigned char nonstandard_terms[] = {
#embed "../tables/nonstandard_terms.tsv"
};
static const unsigned char number_words[] = {
#embed "../tables/number_words.tsv"
};
static const unsigned char term_contexts[] = {
#embed "../tables/term_contexts.tsv"
};
static const unsigned char term_sources[] = {
#embed "../tables/term_sources.tsv"
};
static const unsigned char readings[] = {
#embed "../tables/readings.tsv"
};
static const unsigned char standard_forms[] = {
#embed "../tables/standard_forms.tsv"
};
static const unsigned char unpublished_classes[] = {
#embed "../tables/unpublished_classes.tsv"
};
static const unsigned char translated_generics[] = {
#embed "../tables/translated_generics.tsv"
};
static const unsigned char characters[] = {
#embed "../tables/characters.bin"
};

#define TABLE(file) {#file, file, sizeof file}
static const jm_table tables[] = {
    TABLE(characters),
    TABLE(china_crs),
    TABLE(class_codes),
    TABLE(code_history),
    TABLE(code_lists),
    TABLE(described_facts),
    TABLE(divisions),
    TABLE(eras),
    TABLE(extent_classes),
    TABLE(facility_statuses),
    TABLE(facility_types),
    TABLE(fields),
    TABLE(generics),
    TABLE(known_abbreviations),
    TABLE(marker_conditions),
    TABLE(direction_sectors),
    TABLE(historic_names),
    TABLE(linear_features),
    TABLE(marker_measures),
    TABLE(marker_number_profiles),
    TABLE(name_requirements),
    TABLE(name_scopes),
    TABLE(nonstandard_kinds),
    TABLE(number_contexts),
    TABLE(peoples),
    TABLE(plan_indicators),
    TABLE(generic_stacking),
    TABLE(generic_thresholds),
    TABLE(name_affixes),
    TABLE(nonstandard_terms),
    TABLE(number_words),
    TABLE(term_contexts),
    TABLE(term_sources),
    TABLE(readings),
    TABLE(standard_forms),
    TABLE(unpublished_classes),
    TABLE(translated_generics),
};

size_t jm_table_count(void) { return sizeof tables / sizeof tables[0]; }
jm_table jm_table_at(size_t index) { return tables[index]; }
