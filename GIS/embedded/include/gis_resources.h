#pragma once
#include <stddef.h>

/// One file of `GIS`, linked into the executable.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t size;
} jm_resource;

size_t jm_resource_count(void);
jm_resource jm_resource_at(size_t index);
