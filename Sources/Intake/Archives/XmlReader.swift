import CXml2
import StudyModel

/// Reads XML forwards, one event at a time, through libxml2's text reader.
///
/// A document with a DOCTYPE is refused before its declarations are parsed, so there are no entities but the five of XML
/// itself; nothing is loaded from elsewhere; libxml2's own limits on depth (256) and on the size of one text
/// (10 MB) stay on. Memory does not grow with the document.
final class XmlReader {
    enum Event {
        case start
        case end
        case text
        case finished
    }

    private let reader: OpaquePointer
    private let input: XmlInput
    private let path: String
    /// An element `<a/>` gives a start and an end like any other.
    private var owesEnd = false

    private static let isReady: Void = xmlInitParser()

    /// - Parameters:
    ///   - source: Fills a buffer and returns the count of bytes, 0 at the end, -1 where there is damage.
    ///   - path: Names the file in errors.
    init(path: String, source: @escaping (UnsafeMutableRawBufferPointer) -> Int) throws(StudyError) {
        _ = Self.isReady
        self.path = path
        input = XmlInput(source)
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let made = xmlReaderForIO(
            readXml, nil, Unmanaged.passUnretained(input).toOpaque(), nil, nil, Int32(options))
        guard let made else { throw Self.damaged(path) }
        reader = made
        // Some errors are printed in spite of the options, with the text around them.
        xmlTextReaderSetStructuredErrorHandler(made, { _, _ in }, nil)
    }

    /// Reads XML held in memory.
    convenience init(_ bytes: [UInt8], path: String) throws(StudyError) {
        var rest = bytes[...]
        try self.init(path: path) { buffer in
            let count = min(buffer.count, rest.count)
            buffer.copyBytes(from: rest.prefix(count))
            rest = rest.dropFirst(count)
            return count
        }
    }

    deinit { xmlFreeTextReader(reader) }

    /// The next start, end or text; white space between elements counts as text.
    ///
    /// - Throws: `import.unreadable` for what is not well formed or has a DOCTYPE.
    func next() throws(StudyError) -> Event {
        if owesEnd {
            owesEnd = false
            return .end
        }
        while true {
            let status = xmlTextReaderRead(reader)
            if input.hasDoctype { throw forbidden }
            guard status == 1 else {
                if status == 0, !input.isDamaged { return .finished }
                throw Self.damaged(path)
            }
            switch xmlTextReaderNodeType(reader) {
            case 1:
                owesEnd = xmlTextReaderIsEmptyElement(reader) == 1
                return .start
            case 3, 4, 13, 14: return .text
            case 15: return .end
            case 5, 10: throw forbidden
            default: continue
            }
        }
    }

    /// The name of the element that starts or ends, without its prefix.
    func isNamed(_ name: StaticString) -> Bool {
        Self.isSame(xmlTextReaderConstLocalName(reader), name)
    }

    /// Appends the text of a text event.
    func appendText(to bytes: inout [UInt8]) {
        guard let text = xmlTextReaderConstValue(reader) else { return }
        bytes.append(contentsOf: UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))))
    }

    /// The value of an attribute of the element that starts, by its name without a prefix.
    func attribute(_ name: StaticString) -> String? {
        var found: String?
        forEachAttribute { key, value in
            if found == nil, Self.isSame(key, name) { found = String(decoding: value, as: UTF8.self) }
        }
        return found
    }

    /// Gives each attribute of the element that starts: its name without a prefix for ``isSame(_:_:)``, and its value.
    func forEachAttribute(_ body: (UnsafePointer<UInt8>?, UnsafeBufferPointer<UInt8>) -> Void) {
        while xmlTextReaderMoveToNextAttribute(reader) == 1 {
            let value = xmlTextReaderConstValue(reader)
            body(
                xmlTextReaderConstLocalName(reader),
                UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value))))
        }
        xmlTextReaderMoveToElement(reader)
    }

    static func isSame(_ text: UnsafePointer<UInt8>?, _ name: StaticString) -> Bool {
        guard let text else { return false }
        let wanted = name.utf8Start
        var index = 0
        while text[index] == wanted[index] {
            if text[index] == 0 { return true }
            index += 1
        }
        return false
    }

    private var forbidden: StudyError {
        StudyError(
            .importUnreadable, "'\(path)' declares entities, which documents do not need.",
            hint: "Save it anew from the program that wrote it and import that.")
    }

    private static func damaged(_ path: String) -> StudyError {
        StudyError(
            .importUnreadable, "'\(path)' holds XML that is damaged.",
            hint: "Open it in the program that wrote it, save it anew and import that.")
    }
}

/// Hands bytes to libxml2 and looks for a DOCTYPE among them.
private final class XmlInput {
    private let source: (UnsafeMutableRawBufferPointer) -> Int
    private var matched = 0
    private(set) var hasDoctype = false
    private(set) var isDamaged = false

    init(_ source: @escaping (UnsafeMutableRawBufferPointer) -> Int) { self.source = source }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = source(buffer)
        guard count >= 0 else {
            isDamaged = true
            return -1
        }
        for byte in UnsafeRawBufferPointer(rebasing: buffer[..<count]) {
            // `<!D` occurs in well-formed XML only where a DOCTYPE begins, or inside a comment or CDATA.
            switch (matched, byte) {
            case (_, UInt8(ascii: "<")): matched = 1
            case (1, UInt8(ascii: "!")): matched = 2
            case (2, UInt8(ascii: "D")):
                hasDoctype = true
                return -1
            default: matched = 0
            }
        }
        return count
    }
}

private func readXml(
    _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<CChar>?, _ length: Int32
) -> Int32 {
    guard let context, let buffer, length > 0 else { return -1 }
    let input = Unmanaged<XmlInput>.fromOpaque(context).takeUnretainedValue()
    return Int32(input.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(length))))
}
