#ifndef RIR_CZLIB_SHIM_H
#define RIR_CZLIB_SHIM_H

#include <zlib.h>

#endif
