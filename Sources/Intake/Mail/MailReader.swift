import CGMime
import StudyModel

/// Reads mail with GMime and gives back values: the one place that touches the C library.
///
/// Every object is released before a function returns; nothing of the library is kept between calls.
///
/// ## Concurrency
/// The library is initialised once; after that every call works on objects of its own.
struct MailReader {
    private static let isReady: Bool = {
        g_mime_init()
        return true
    }()

    /// What was left out for its size, as sentences.
    private(set) var remarks: Set<String> = []
    private var parts = 0
    private var decoded = 0

    /// Reads one message, or `nil` where the library finds none.
    static func message(_ bytes: [UInt8]) -> (MailMessage, remarks: [String])? {
        var result: (MailMessage, [String])?
        read(bytes, format: GMIME_FORMAT_MESSAGE) { message in
            var reader = MailReader()
            result = (reader.value(of: message, depth: 0), reader.remarks.sorted())
            return false
        }
        return result
    }

    /// Reads the messages of a mailbox in their order, up to `limit`.
    static func messages(ofMailbox bytes: [UInt8], limit: Int) -> [(MailMessage, remarks: [String])] {
        var all: [(MailMessage, [String])] = []
        read(bytes, format: GMIME_FORMAT_MBOX) { message in
            var reader = MailReader()
            all.append((reader.value(of: message, depth: 0), reader.remarks.sorted()))
            return all.count < limit
        }
        return all
    }

    private static func read(
        _ bytes: [UInt8], format: GMimeFormat, each: (UnsafeMutablePointer<GMimeMessage>) -> Bool
    ) {
        guard isReady else { return }
        let stream = bytes.withUnsafeBytes { buffer in
            g_mime_stream_mem_new_with_buffer(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
        }
        guard let stream else { return }
        defer { g_object_unref(stream) }
        guard let parser = g_mime_parser_new_with_stream(stream) else { return }
        defer { g_object_unref(parser) }
        g_mime_parser_set_format(parser, format)
        repeat {
            guard let message = g_mime_parser_construct_message(parser, nil) else { return }
            defer { g_object_unref(message) }
            guard each(message) else { return }
        } while g_mime_parser_eos(parser) == 0
    }

    // MARK: Headers

    private mutating func value(of message: UnsafeMutablePointer<GMimeMessage>, depth: Int) -> MailMessage {
        let object = rir_gmime_message_object(message)
        var mail = MailMessage()
        mail.subject = header(object, "Subject")
        mail.senders = addresses(message, GMIME_ADDRESS_TYPE_FROM)
        mail.from =
            mail.senders.isEmpty
            ? header(object, "From") : mail.senders.map(\.text).joined(separator: ", ")
        mail.to = addresses(message, GMIME_ADDRESS_TYPE_TO)
        mail.cc = addresses(message, GMIME_ADDRESS_TYPE_CC)
        mail.messageID = header(object, "Message-ID")
        mail.inReplyTo = header(object, "In-Reply-To")
        mail.references = references(header(object, "References"))
        let written = header(object, "Date")
        mail.date = written.flatMap(MailDate.init(header:)) ?? date(g_mime_message_get_date(message))
        if mail.date == nil { mail.unreadDate = written }
        if let part = g_mime_message_get_mime_part(message) { mail.body = self.part(part, depth: depth + 1) }
        return mail
    }

    /// A header decoded and on one line; `nil` where it is missing or empty.
    private func header(_ object: UnsafeMutablePointer<GMimeObject>?, _ name: String) -> String? {
        guard let object, let list = g_mime_object_get_header_list(object),
            let header = g_mime_header_list_get_header(list, name)
        else { return nil }
        let text = (guessed(header) ?? g_mime_header_get_value(header).map { String(cString: $0) } ?? "")
            .singleLine
        return text.isEmpty ? nil : text
    }

    /// A header with bare bytes that are not UTF-8, read in the encoding they look most like.
    private func guessed(_ header: UnsafeMutablePointer<GMimeHeader>) -> String? {
        guard let raw = g_mime_header_get_raw_value(header) else { return nil }
        let bytes = Array(UnsafeRawBufferPointer(start: raw, count: strlen(raw)))
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        let text = String(decoding: SourceText(guessing: bytes).bytes, as: UTF8.self).singleLine
        guard let decoded = g_mime_utils_header_decode_text(nil, text) else { return text }
        defer { g_free(decoded) }
        return String(cString: decoded)
    }

    private func addresses(_ message: UnsafeMutablePointer<GMimeMessage>, _ type: GMimeAddressType)
        -> [MailAddress]
    {
        guard let list = g_mime_message_get_addresses(message, type) else { return [] }
        let count = min(Int(internet_address_list_length(list)), MailLimits.addresses)
        return (0..<count).compactMap { index in
            guard let address = internet_address_list_get_address(list, Int32(index)) else { return nil }
            return MailAddress(
                name: internet_address_get_name(address).map { String(cString: $0).singleLine },
                address: rir_gmime_mailbox_address(address).map { String(cString: $0).singleLine })
        }
    }

    /// Message ids with their brackets; of very many the first and the newest.
    private func references(_ text: String?) -> [String] {
        guard let text, let parsed = g_mime_references_parse(nil, text) else { return [] }
        defer { g_mime_references_free(parsed) }
        let count = Int(g_mime_references_length(parsed))
        let kept =
            count <= MailLimits.references
            ? Array(0..<count) : [0] + (count - MailLimits.references + 1..<count)
        return kept.compactMap { index in
            g_mime_references_get_message_id(parsed, Int32(index)).map {
                "<\(String(cString: $0).singleLine)>"
            }
        }
    }

    private func date(_ date: OpaquePointer?) -> MailDate? {
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

    // MARK: Parts

    private mutating func part(_ object: UnsafeMutablePointer<GMimeObject>, depth: Int) -> MailPart? {
        parts += 1
        guard parts <= MailLimits.parts else {
            remarks.insert("Parts of the mail beyond the first \(MailLimits.parts) were not read.")
            return nil
        }
        guard depth <= MailLimits.depth else {
            remarks.insert("Parts of the mail nested deeper than \(MailLimits.depth) levels were not read.")
            return nil
        }
        if let multipart = rir_gmime_multipart(object) {
            let children = children(of: multipart, depth: depth)
            return children.isEmpty ? prologue(of: multipart) : .multipart(subtype: subtype(object), children)
        }
        if let holder = rir_gmime_message_part(object) {
            guard let message = g_mime_message_part_get_message(holder) else { return nil }
            return .message(value(of: message, depth: depth))
        }
        guard let part = rir_gmime_part(object) else { return nil }
        let leaf = value(of: part, object: object)
        if leaf.type == "message/rfc822", let content = leaf.content, !leaf.isAttached {
            return encoded(content, depth: depth) ?? .leaf(leaf)
        }
        return .leaf(leaf)
    }

    /// A mail inside a mail that is itself in base64, which the standard forbids and programs do.
    private mutating func encoded(_ content: [UInt8], depth: Int) -> MailPart? {
        var reader = self
        var inner: MailMessage?
        Self.read(content, format: GMIME_FORMAT_MESSAGE) { message in
            inner = reader.value(of: message, depth: depth)
            return false
        }
        self = reader
        return inner.map(MailPart.message)
    }

    /// What stands where the parts of a damaged mail should be.
    private func prologue(of multipart: UnsafeMutablePointer<GMimeMultipart>) -> MailPart? {
        guard let text = g_mime_multipart_get_prologue(multipart) else { return nil }
        let content = Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
        return .leaf(
            MailLeaf(
                type: "text/plain", charset: nil, fileName: nil, isAttached: false, content: content,
                size: content.count))
    }

    private mutating func children(of multipart: UnsafeMutablePointer<GMimeMultipart>, depth: Int)
        -> [MailPart]
    {
        var all: [MailPart] = []
        for index in 0..<max(0, g_mime_multipart_get_count(multipart)) {
            guard let child = g_mime_multipart_get_part(multipart, index) else { continue }
            if let part = part(child, depth: depth + 1) { all.append(part) }
            if parts > MailLimits.parts { break }
        }
        return all
    }

    private mutating func value(
        of part: UnsafeMutablePointer<GMimePart>, object: UnsafeMutablePointer<GMimeObject>
    ) -> MailLeaf {
        let type = contentType(object)
        let disposition = g_mime_object_get_disposition(object).map { String(cString: $0).lowercased() }
        var leaf = MailLeaf(
            type: type,
            charset: g_mime_object_get_content_type_parameter(object, "charset").map { String(cString: $0) },
            fileName: g_mime_part_get_filename(part).map { String(cString: $0).singleLine },
            isAttached: disposition == "attachment", content: nil, size: 0)
        let content = self.content(of: part)
        leaf.size = content.count
        if type.hasPrefix("text/") || type.hasPrefix("message/") { leaf.content = content }
        return leaf
    }

    /// The decoded bytes of a part, as long as the mail's share is not used up.
    private mutating func content(of part: UnsafeMutablePointer<GMimePart>) -> [UInt8] {
        guard let wrapper = g_mime_part_get_content(part) else { return [] }
        guard decoded < MailLimits.decodedBytes else {
            remarks.insert("Parts of the mail beyond \(MailLimits.decodedBytes >> 20) MiB were not read.")
            return []
        }
        guard let stream = g_mime_stream_mem_new() else { return [] }
        defer { g_object_unref(stream) }
        g_mime_data_wrapper_write_to_stream(wrapper, stream)
        guard let array = rir_gmime_stream_bytes(stream), let data = array.pointee.data else { return [] }
        decoded += Int(array.pointee.len)
        return Array(UnsafeBufferPointer(start: data, count: Int(array.pointee.len)))
    }

    private func contentType(_ object: UnsafeMutablePointer<GMimeObject>) -> String {
        guard let type = g_mime_object_get_content_type(object),
            let media = g_mime_content_type_get_media_type(type)
        else { return "text/plain" }
        let name = String(cString: media).lowercased() + "/" + subtype(object)
        // The library's name for a type it can't read; RFC 2045 §5.2 takes such a part as plain text.
        if name == "application/octet-stream", let written = header(object, "Content-Type"),
            !written.contains("/")
        {
            return "text/plain"
        }
        return name
    }

    private func subtype(_ object: UnsafeMutablePointer<GMimeObject>) -> String {
        guard let type = g_mime_object_get_content_type(object),
            let subtype = g_mime_content_type_get_media_subtype(type)
        else { return "plain" }
        return String(cString: subtype).lowercased()
    }

    // MARK: Character sets

    /// Text in a declared character set as UTF-8, with U+FFFD for what it has no character for; `nil` where
    /// the set is unknown or most bytes are none of it.
    static func converted(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
        let descriptor = g_mime_iconv_open("UTF-8", charset)
        guard rir_gmime_iconv_is_open(descriptor) != 0 else { return nil }
        defer { g_mime_iconv_close(descriptor) }
        var source = bytes.map { CChar(bitPattern: $0) }
        var out: [UInt8] = []
        var failures = 0
        source.withUnsafeMutableBufferPointer { buffer in
            var next = buffer.baseAddress
            var left = buffer.count
            while left > 0 {
                convert(descriptor, &next, &left, into: &out)
                guard left > 0 else { break }
                // What stopped it is no character here.
                failures += 1
                out += [0xEF, 0xBF, 0xBD]
                next = next?.advanced(by: 1)
                left -= 1
            }
        }
        return failures * 4 > bytes.count ? nil : out
    }

    /// Converts until the end or the first byte that is no character.
    private static func convert(
        _ descriptor: iconv_t?, _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int,
        into out: inout [UInt8]
    ) {
        var room = [CChar](repeating: 0, count: 16 * 1024)
        while left > 0 {
            let before = left
            let written = room.withUnsafeMutableBufferPointer { buffer in
                var target = buffer.baseAddress
                var free = buffer.count
                _ = rir_gmime_iconv(descriptor, &next, &left, &target, &free)
                return buffer.count - free
            }
            out += room[..<written].map { UInt8(bitPattern: $0) }
            if left == before || written < room.count - 16 { return }
        }
    }
}
