#ifndef RIR_CGMIME_SHIM_H
#define RIR_CGMIME_SHIM_H

#include <gmime/gmime.h>

#endif
