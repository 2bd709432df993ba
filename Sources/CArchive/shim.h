#ifndef RIR_CARCHIVE_SHIM_H
#define RIR_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

#endif
