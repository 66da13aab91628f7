#pragma once
#include <stddef.h>

/// One file of `Data/tables`, linked into the executable.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t size;
} jm_table;

size_t jm_table_count(void);
jm_table jm_table_at(size_t index);
