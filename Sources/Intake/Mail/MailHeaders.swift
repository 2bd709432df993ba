import CGMime
import StudyModel

/// The values of a mail's header fields, from the mail library's objects.
enum MailHeaders {
    /// A header decoded and on one line; `nil` where it is missing or empty.
    static func header(_ object: UnsafeMutablePointer<GMimeObject>?, _ name: String) -> String? {
        guard let object, let list = g_mime_object_get_header_list(object),
            let header = g_mime_header_list_get_header(list, name)
        else { return nil }
        let text = (guessed(header) ?? g_mime_header_get_value(header).map { String(cString: $0) } ?? "")
            .singleLine
        return text.isEmpty ? nil : text
    }

    /// A header with bare bytes that are not UTF-8, read in the encoding they look most like.
    private static func guessed(_ header: UnsafeMutablePointer<GMimeHeader>) -> String? {
        guard let raw = g_mime_header_get_raw_value(header) else { return nil }
        let bytes = Array(UnsafeRawBufferPointer(start: raw, count: strlen(raw)))
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        let text = String(decoding: SourceText(guessing: bytes).bytes, as: UTF8.self).singleLine
        guard let decoded = g_mime_utils_header_decode_text(nil, text) else { return text }
        defer { g_free(decoded) }
        return String(cString: decoded)
    }

    static func addresses(_ message: UnsafeMutablePointer<GMimeMessage>, _ type: GMimeAddressType)
        -> [MailAddress]
    {
        guard let list = g_mime_message_get_addresses(message, type) else { return [] }
        return addresses(list, depth: 0)
    }

    /// Mailboxes in their order, groups as their members; a group without members by its name alone.
    private static func addresses(_ list: UnsafeMutablePointer<InternetAddressList>, depth: Int)
        -> [MailAddress]
    {
        var found: [MailAddress] = []
        for index in 0..<min(Int(internet_address_list_length(list)), MailLimits.addresses) {
            guard let address = internet_address_list_get_address(list, Int32(index)) else { continue }
            if depth < 3, let members = rir_gmime_group_members(address),
                internet_address_list_length(members) > 0
            {
                found += addresses(members, depth: depth + 1)
            } else {
                found.append(
                    MailAddress(
                        name: internet_address_get_name(address).map { String(cString: $0).singleLine },
                        address: rir_gmime_mailbox_address(address).map { String(cString: $0).singleLine }))
            }
            if found.count >= MailLimits.addresses { break }
        }
        return Array(found.prefix(MailLimits.addresses))
    }

    /// Message ids with their brackets; of very many the first and the newest.
    static func references(_ text: String?) -> [String] {
        let ids = MailThreads.ids(in: text ?? "").map { "<\($0)>" }
        guard ids.count > MailLimits.references else { return ids }
        return ids.prefix(1) + ids.suffix(MailLimits.references - 1)
    }

    static func date(_ date: OpaquePointer?) -> MailDate? {
        guard let date else { return nil }
        let (year, month, day) = (
            g_date_time_get_year(date), g_date_time_get_month(date), g_date_time_get_day_of_month(date)
        )
        guard let day = CalendarDay(year: Int(year), month: Int(month), day: Int(day)) else { return nil }
        let parts = [g_date_time_get_hour(date), g_date_time_get_minute(date), g_date_time_get_second(date)]
        let clock = parts.map { Int($0).padded(to: 2) }.joined(separator: ":")
        // A header that is only read here has no zone that could be trusted.
        return MailDate(day: day, time: clock)
    }
}
