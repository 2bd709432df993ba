extension Definitions {
    private static let comment =
        "a comment behind the address is its name here and left out there (RFC 5322 §3.4)"
    private static let malformedFrom = "not an address: kept as written here, quoted there"
    private static let lenientDate = "a date that breaks RFC 5322 is read here and given up there"

    /// Differences of definition in mails, by fact and file.
    static let mail: [String: [String: String]] = [
        "mail from": all(
            comment,
            "emails/bounce_mailbox-unknown.eml", "emails/bounce_spam-rejection10.eml",
            "emails/bounce_spam-rejection21.eml", "emails/bounce_spam-rejection32.eml",
            "emails/bounce_spam-rejection43.eml", "emails/bounce_user-unknown-not-active.eml",
            "emails/cpython_msg_01.eml", "emails/cpython_msg_03.eml", "emails/cpython_msg_14.eml",
            "emails/cpython_msg_20.eml", "emails/cpython_msg_44.eml",
            "emails/hyperkitty_payload-utf8-wrong.eml",
            "emails/mime4j_german.eml", "emails/mime4j_not-mime.eml"
        ).merging(
            all(
                malformedFrom, "emails/hyperkitty_strange-in-reply-to-header.eml",
                "emails/hyperkitty_wrong-in-reply-to-header.eml")
        ) { first, _ in first },
        "mail subject": all(
            "bare windows-1251 bytes are decoded here and lost there",
            "emails/djangomailbox_message_with_single_byte_extended_subject_encoding.eml"),
        "mail date": all(
            lenientDate, "emails/hyperkitty_bad_folding.eml", "emails/hyperkitty_non-ascii-date-header.eml",
            "emails/mime4j_mime4j-219-new-date-time-format.eml", "emails/tika_testRFC822_date_utf8.eml"
        ).merging(
            all("no Date header: the day is the file name's here", "emails/mime4j_2002_06_12_doublebound.eml")
        ) {
            first, _ in first
        },
        "mail attachments": [
            "emails/cpython_msg_36.eml": "the name of a message/external-body counts here",
            "emails/kmime_broken-content-disposition.eml":
                "a mail inside with a name counts here as attached",
            "emails/mailparser_mail_malformed_2.eml":
                "a delivery report with a name counts here; there it is not listed",
            "emails/mime4j_multi-2gifs-base64.eml":
                "a mail inside in base64 is read here with its pictures, and not read there",
            "emails/mime4j_twopart.eml": "a path before a name is taken off here",
            "emails/mime4j_uu-junk.eml": "files in uuencode inside the text count here",
        ],
        "mail text": all(
            "bytes in another character set than declared are decoded here and lost there",
            "emails/djangomailbox_message_with_invalid_content_for_declared_encoding.eml",
            "emails/mailparser_mail_test_12.eml", "emails/stalwart_thirdparty_010.eml"
        ).merging(
            all(
                "every text part in order here, the plain one before others there",
                "emails/mailparser_mail_test_14.eml", "emails/mime4j_double-bound.eml",
                "emails/stalwart_thirdparty_008.eml")
        ) { first, _ in first }.merging([
            "emails/mime4j_malformedHeader-nocrlfcrlf.eml":
                "a stray line with headers below it is left out with a remark here and begins the text there"
        ]) { first, _ in first },
        "mailbox messages": [
            "emails/emailfolder_mboxcl2.mbox":
                "a 'From ' line in a text of declared length is text here and begins a mail there"
        ],
    ]
}
