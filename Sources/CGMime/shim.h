#ifndef RIR_CGMIME_SHIM_H
#define RIR_CGMIME_SHIM_H

#include <gmime/gmime.h>

/* GObject's checked casts are macros, which Swift cannot see. Each of these returns NULL for another kind. */

static inline GMimeMultipart *rir_gmime_multipart(GMimeObject *object) {
    return GMIME_IS_MULTIPART(object) ? GMIME_MULTIPART(object) : NULL;
}

static inline GMimeMessagePart *rir_gmime_message_part(GMimeObject *object) {
    return GMIME_IS_MESSAGE_PART(object) ? GMIME_MESSAGE_PART(object) : NULL;
}

static inline GMimePart *rir_gmime_part(GMimeObject *object) {
    return GMIME_IS_PART(object) ? GMIME_PART(object) : NULL;
}

static inline GMimeObject *rir_gmime_message_object(GMimeMessage *message) {
    return GMIME_OBJECT(message);
}

static inline GByteArray *rir_gmime_stream_bytes(GMimeStream *stream) {
    return GMIME_IS_STREAM_MEM(stream) ? g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream)) : NULL;
}

/* The address of a mailbox, or NULL for a group. */
static inline const char *rir_gmime_mailbox_address(InternetAddress *address) {
    return INTERNET_ADDRESS_IS_MAILBOX(address)
        ? internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)) : NULL;
}

/* The members of a group, or NULL for a mailbox. */
static inline InternetAddressList *rir_gmime_group_members(InternetAddress *address) {
    return INTERNET_ADDRESS_IS_GROUP(address)
        ? internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)) : NULL;
}

/* `(iconv_t) -1` as a test, because the cast is a macro of its own on some systems. */
static inline int rir_gmime_iconv_is_open(iconv_t descriptor) { return descriptor != (iconv_t) -1; }

static inline size_t rir_gmime_iconv(
    iconv_t descriptor, char **in, size_t *in_left, char **out, size_t *out_left
) {
    return iconv(descriptor, in, in_left, out, out_left);
}

#endif
