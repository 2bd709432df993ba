#ifndef RIR_CXML2_SHIM_H
#define RIR_CXML2_SHIM_H

#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>

#endif
