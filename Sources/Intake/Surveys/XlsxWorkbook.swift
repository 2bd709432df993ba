import StudyModel

/// Reads an Excel workbook (`.xlsx`, ECMA-376), sheet by sheet, as a stream.
struct XlsxWorkbook: Workbook {
    let sheets: [SheetName]
    /// Whether days count from 1904.
    let is1904: Bool

    private let zip: ZipFile
    private let path: String
    private let parts: [String?]
    private let strings: TextPool
    private let styles: XlsxStyles

    /// Reads the lists of sheets, styles and shared texts.
    ///
    /// - Throws: `import.unreadable` where there is no workbook or a part is damaged.
    init(_ zip: ZipFile, path: String) throws(StudyError) {
        self.zip = zip
        self.path = path
        let home = try Self.workbookPart(zip, path: path)
        guard let list = try XlsxList.read(zip, part: home, path: path) else {
            throw StudyError(
                .importUnreadable, "'\(path)' holds no workbook.",
                hint: "Open it in the program that wrote it, save it anew and import that.")
        }
        let relations = try XlsxRelations.read(zip, of: home, path: path)
        sheets = list.sheets.map(\.name)
        is1904 = list.is1904
        parts = list.sheets.map { sheet in sheet.relation.flatMap { relations.target[$0] } }
        styles = try XlsxStyles.read(zip, part: relations.kind["styles"], path: path)
        strings = try TextPool.read(zip, part: relations.kind["sharedStrings"], path: path)
    }

    private static func workbookPart(_ zip: ZipFile, path: String) throws(StudyError) -> String {
        if zip.contains("xl/workbook.xml") { return "xl/workbook.xml" }
        return try XlsxRelations.read(zip, of: "", path: path).kind["officeDocument"] ?? "xl/workbook.xml"
    }

    func sheet(_ index: Int) throws(StudyError) -> Sheet {
        guard sheets.indices.contains(index), let part = parts[index] else { return Sheet() }
        let sheet = try zip.withStream(of: part) { (stream) throws(StudyError) -> Sheet in
            let xml = try XmlReader(path: path) { stream.read(into: $0) }
            var reader = XlsxSheetReader(strings: strings, styles: styles, is1904: is1904)
            do throws(XlsxSheetReader.Failure) {
                try reader.read(xml)
            } catch {
                throw error.refusal(of: path)
            }
            return reader.rows.sheet
        }
        return sheet ?? Sheet()
    }
}

/// The sheets a workbook lists.
private struct XlsxList {
    var sheets: [(name: SheetName, relation: String?)] = []
    var is1904 = false

    static func read(_ zip: ZipFile, part: String, path: String) throws(StudyError) -> XlsxList? {
        try zip.withXml(part, path: path) { (xml) throws(StudyError) -> XlsxList in
            var list = XlsxList()
            var isKnown = false
            while true {
                switch try xml.next() {
                case .finished: return list
                case .start where xml.isNamed("workbookPr") && !isKnown:
                    // Extensions have properties of the same name behind it.
                    isKnown = true
                    let flag = xml.attribute("date1904")
                    list.is1904 = flag == "1" || flag == "true"
                case .start where xml.isNamed("sheet") && list.sheets.count < 1000:
                    let state = xml.attribute("state") ?? "visible"
                    list.sheets.append(
                        (
                            SheetName(name: xml.attribute("name") ?? "", isHidden: state != "visible"),
                            xml.attribute("id")
                        ))
                default: continue
                }
            }
        }
    }
}

/// Which part a part's relations lead to, by their id and by the last word of their kind.
private struct XlsxRelations {
    var target: [String: String] = [:]
    var kind: [String: String] = [:]

    static func read(_ zip: ZipFile, of part: String, path: String) throws(StudyError) -> XlsxRelations {
        let cut = part.lastIndex(of: "/").map { part.index(after: $0) } ?? part.startIndex
        let (folder, name) = (String(part[..<cut]), part[cut...])
        let relations = try zip.withXml("\(folder)_rels/\(name).rels", path: path) {
            (xml) throws(StudyError) -> XlsxRelations in
            var relations = XlsxRelations()
            while true {
                switch try xml.next() {
                case .finished: return relations
                case .start where xml.isNamed("Relationship"):
                    guard xml.attribute("TargetMode") != "External", let target = xml.attribute("Target")
                    else {
                        continue
                    }
                    let resolved = resolve(target, in: folder)
                    if let id = xml.attribute("Id") { relations.target[id] = resolved }
                    if let kind = xml.attribute("Type")?.split(separator: "/").last {
                        relations.kind[String(kind)] = resolved
                    }
                default: continue
                }
            }
        }
        return relations ?? XlsxRelations()
    }

    /// The name of an entry; nothing is ever opened by it outside the archive.
    private static func resolve(_ target: String, in folder: String) -> String {
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

extension ZipFile {
    /// Reads an XML entry as a stream; `nil` where there is none of that name.
    func withXml<Result>(
        _ name: String, path: String, _ body: (XmlReader) throws(StudyError) -> Result
    ) throws(StudyError) -> Result? {
        try withStream(of: name) { (stream) throws(StudyError) -> Result in
            try body(try XmlReader(path: path) { stream.read(into: $0) })
        }
    }
}

/// The texts that a workbook's cells share.
struct TextPool {
    private var arena: [UInt8] = []
    private var ends: [Int] = []

    subscript(index: Int) -> ArraySlice<UInt8> {
        guard ends.indices.contains(index) else { return [] }
        return arena[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    static func read(_ zip: ZipFile, part: String?, path: String) throws(StudyError) -> TextPool {
        guard let part else { return TextPool() }
        return try zip.withXml(part, path: path) { (xml) throws(StudyError) -> TextPool in
            var pool = TextPool()
            var text = XlsxText()
            while true {
                let event = try xml.next()
                if event == .finished { return pool }
                text.take(event, xml)
                guard event == .end, xml.isNamed("si") else { continue }
                guard pool.ends.count < Table.Bounds.cells, pool.arena.count < Table.Bounds.text else {
                    throw Table.Failure.tooLarge.refusal(of: path)
                }
                pool.arena += text.finish()
                pool.ends.append(pool.arena.count)
            }
        } ?? TextPool()
    }
}

/// Collects the text of `t` elements, in runs or not, without phonetic guides.
struct XlsxText {
    private var bytes: [UInt8] = []
    private var isInText = false
    private var isInGuide = false

    mutating func take(_ event: XmlReader.Event, _ xml: XmlReader) {
        switch event {
        case .text: if isInText, !isInGuide { xml.appendText(to: &bytes) }
        case .start, .end:
            if xml.isNamed("t") {
                isInText = event == .start
            } else if xml.isNamed("rPh") {
                isInGuide = event == .start
            }
        case .finished: break
        }
    }

    /// The text so far, with `_x000D_` and its like decoded; begins anew.
    mutating func finish() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return Self.decoded(bytes)
    }

    /// Source: ECMA-376 part 1, §22.4.2.4 (`bstr`).
    static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "_")) else { return bytes }
        var out: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if let value = escape(bytes, at: index) {
                // Controls that text does not hold are dropped; a return before a line feed adds nothing.
                if let scalar = Unicode.Scalar(value), value >= 0x20 || value == 0x09 || value == 0x0A {
                    out += Array(String(scalar).utf8)
                }
                index += 7
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }

    private static func escape(_ bytes: [UInt8], at index: Int) -> UInt32? {
        guard index + 7 <= bytes.count, bytes[index] == UInt8(ascii: "_"),
            bytes[index + 1] == UInt8(ascii: "x"),
            bytes[index + 6] == UInt8(ascii: "_")
        else { return nil }
        let digits = bytes[index + 2..<index + 6]
        guard digits.allSatisfy({ Ascii.isDigit($0) || (0x61...0x66).contains($0 | 0x20) }) else {
            return nil
        }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
