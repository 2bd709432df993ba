import CGMime
import StudyModel

/// Reads mail with GMime and gives back values.
///
/// With ``MailHeaders`` and ``MailCharset`` it is the one place that touches the C library.
///
/// Every object is released before a function returns; nothing of the library is kept between calls.
///
/// ## Concurrency
/// The library is initialised once; after that every call works on objects of its own.
struct MailReader {
    static let isReady: Bool = {
        g_mime_init()
        return true
    }()

    /// What was left out for its size, as sentences.
    private(set) var remarks: Set<String> = []
    private var parts = 0
    private var decoded = 0

    /// Reads one message, or `nil` where the library finds none.
    static func message(_ bytes: [UInt8]) -> (MailMessage, remarks: [String])? {
        let (mail, strayLines) = MailHeadRepair.mended(bytes)
        var result: (MailMessage, [String])?
        read(mail) { message in
            var reader = MailReader()
            let value = reader.value(of: message, depth: 0)
            if strayLines > 0 {
                reader.remarks.insert("Lines in the mail's head that are no headers were left out.")
            }
            result = (value, reader.remarks.sorted())
        }
        return result
    }

    private static func read(_ bytes: [UInt8], _ use: (UnsafeMutablePointer<GMimeMessage>) -> Void) {
        guard isReady else { return }
        let stream = bytes.withUnsafeBytes { buffer in
            g_mime_stream_mem_new_with_buffer(buffer.bindMemory(to: CChar.self).baseAddress, buffer.count)
        }
        guard let stream else { return }
        defer { g_object_unref(stream) }
        guard let parser = g_mime_parser_new_with_stream(stream) else { return }
        defer { g_object_unref(parser) }
        g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE)
        guard let message = g_mime_parser_construct_message(parser, nil) else { return }
        defer { g_object_unref(message) }
        use(message)
    }

    // MARK: Headers

    private mutating func value(of message: UnsafeMutablePointer<GMimeMessage>, depth: Int) -> MailMessage {
        let object = rir_gmime_message_object(message)
        var mail = MailMessage()
        mail.subject = MailHeaders.header(object, "Subject")
        mail.senders = MailHeaders.addresses(message, GMIME_ADDRESS_TYPE_FROM)
        mail.from =
            mail.senders.isEmpty
            ? MailHeaders.header(object, "From") : mail.senders.map(\.text).joined(separator: ", ")
        mail.to = MailHeaders.addresses(message, GMIME_ADDRESS_TYPE_TO)
        mail.cc = MailHeaders.addresses(message, GMIME_ADDRESS_TYPE_CC)
        mail.messageID = MailHeaders.header(object, "Message-ID")
        mail.inReplyTo = MailHeaders.header(object, "In-Reply-To")
        mail.references = MailHeaders.references(MailHeaders.header(object, "References"))
        mail.marks = MailMark.marks(
            mozilla: MailHeaders.header(object, "X-Mozilla-Status"),
            status: MailHeaders.header(object, "X-Status"),
            labels: MailHeaders.header(object, "X-Gmail-Labels"))
        let written = MailHeaders.header(object, "Date")
        mail.date =
            written.flatMap(MailDate.init(header:)) ?? MailHeaders.date(g_mime_message_get_date(message))
        if mail.date == nil { mail.unreadDate = written }
        if let part = g_mime_message_get_mime_part(message) { mail.body = self.part(part, depth: depth + 1) }
        return mail
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
            return .message(value(of: message, depth: depth), self.holder(of: object))
        }
        guard let part = rir_gmime_part(object) else { return nil }
        let leaf = value(of: part, object: object)
        if leaf.type == "message/rfc822" { return encoded(leaf, depth: depth) ?? .leaf(leaf) }
        return .leaf(leaf)
    }

    /// A mail inside a mail that is itself in base64, which the standard forbids and programs do.
    private mutating func encoded(_ leaf: MailLeaf, depth: Int) -> MailPart? {
        var reader = self
        var inner: MailMessage?
        Self.read(leaf.content) { message in inner = reader.value(of: message, depth: depth) }
        self = reader
        let holder = MailHolder(fileName: leaf.fileName, isAttached: leaf.isAttached, size: leaf.size)
        return inner.map { .message($0, holder) }
    }

    /// What stands where the parts of a damaged mail should be.
    private func prologue(of multipart: UnsafeMutablePointer<GMimeMultipart>) -> MailPart? {
        guard let text = g_mime_multipart_get_prologue(multipart) else { return nil }
        let content = Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
        return .leaf(
            MailLeaf(type: "text/plain", charset: nil, fileName: nil, isAttached: false, content: content))
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
        let content = self.content(of: part)
        return MailLeaf(
            type: contentType(object), charset: parameter(object, "charset"),
            fileName: g_mime_part_get_filename(part).map { decoded(name: String(cString: $0)) },
            isAttached: isAttached(object),
            isFlowed: parameter(object, "format")?.lowercased() == "flowed",
            deletesSpace: parameter(object, "delsp")?.lowercased() == "yes", content: content)
    }

    /// What is said about a mail inside a mail.
    private func holder(of object: UnsafeMutablePointer<GMimeObject>) -> MailHolder {
        let disposition = g_mime_object_get_content_disposition(object)
        let name = disposition.flatMap { g_mime_content_disposition_get_parameter($0, "filename") }
            .map { String(cString: $0) }
        var holder = MailHolder(
            fileName: (name ?? parameter(object, "name")).map(decoded(name:)),
            isAttached: isAttached(object), size: 0)
        if holder.isAttached || holder.fileName != nil, let stream = g_mime_stream_null_new() {
            holder.size = max(0, Int(g_mime_object_write_to_stream(object, nil, stream)))
            g_object_unref(stream)
        }
        return holder
    }

    private func isAttached(_ object: UnsafeMutablePointer<GMimeObject>) -> Bool {
        g_mime_object_get_disposition(object).map { String(cString: $0).lowercased() } == "attachment"
    }

    private func parameter(_ object: UnsafeMutablePointer<GMimeObject>, _ name: String) -> String? {
        g_mime_object_get_content_type_parameter(object, name).map { String(cString: $0) }
    }

    /// A name that was encoded as if it were a header's text, which RFC 2047 §5 forbids and programs do.
    private func decoded(name: String) -> String {
        guard name.contains("=?"), let text = g_mime_utils_header_decode_text(nil, name) else {
            return name.singleLine
        }
        defer { g_free(text) }
        return String(cString: text).singleLine
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
        if name == "application/octet-stream", let written = MailHeaders.header(object, "Content-Type"),
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
}
