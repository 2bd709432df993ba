internal import CArchive
package import StudyModel

/// Writes one table as an Excel workbook (`.xlsx`, ECMA-376) that spreadsheets open and change.
///
/// Every cell is text, so nothing in it is ever a formula, a number or a day. The same table gives the same bytes.
package enum XlsxWriter {
    /// - Parameters:
    ///   - rows: the headings first.
    ///   - hiddenColumn: the place of a column that is there and not shown.
    /// - Throws: `internal.fault` where no memory is left for it.
    package static func bytes(
        _ rows: [[String]], sheet: String, hiddenColumn: Int? = nil
    ) throws(StudyError) -> [UInt8] {
        let parts = [
            ("[Content_Types].xml", contentTypes), ("_rels/.rels", relations),
            ("xl/workbook.xml", Array(workbook(sheet).utf8)), ("xl/_rels/workbook.xml.rels", bookRelations),
            ("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", worksheet(rows, hiddenColumn)),
        ]
        guard let archive = PackedParts(parts).bytes() else {
            throw StudyError(.internalFault, "The workbook could not be written.")
        }
        return archive
    }

    // MARK: Parts

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    private static var contentTypes: [UInt8] {
        Array(
            (head + "<Types xmlns=\"\(package)/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(kind).sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(kind).styles+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"\(kind).worksheet+xml\"/>"
                + "</Types>").utf8)
    }

    private static var relations: [UInt8] {
        Array(
            (head + "<Relationships xmlns=\"\(package)/relationships\">"
                + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/>"
                + "</Relationships>").utf8)
    }

    private static var bookRelations: [UInt8] {
        Array(
            (head + "<Relationships xmlns=\"\(package)/relationships\">"
                + "<Relationship Id=\"rId1\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"rId2\" Type=\"\(office)/styles\" Target=\"styles.xml\"/>"
                + "</Relationships>").utf8)
    }

    private static func workbook(_ sheet: String) -> String {
        head + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>"
            + "<sheet name=\"\(String(decoding: escaped(String(sheet.prefix(31))), as: UTF8.self))\" sheetId=\"1\" r:id=\"rId1\"/>"
            + "</sheets></workbook>"
    }

    /// Two looks, for headings in bold and for cells whose text is wrapped.
    ///
    /// Both are text (format 49).
    private static var styles: [UInt8] {
        let look = "numFmtId=\"49\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\""
        let alignment = "applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>"
        return Array(
            (head + "<styleSheet xmlns=\"\(main)\">"
                + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
                + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
                + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
                + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
                + "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
                + "<xf fontId=\"0\" \(look) \(alignment)<xf fontId=\"1\" applyFont=\"1\" \(look) \(alignment)</cellXfs>"
                + "</styleSheet>").utf8)
    }

    private static func worksheet(_ rows: [[String]], _ hiddenColumn: Int?) -> [UInt8] {
        var out = Array((head + "<worksheet xmlns=\"\(main)\">").utf8)
        out += Array(
            ("<sheetViews><sheetView workbookViewId=\"0\">"
                + "<pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\" activePane=\"bottomRight\" state=\"frozen\"/>"
                + "</sheetView></sheetViews>").utf8)
        out += Array(columns(rows.first?.count ?? 0, hiddenColumn).utf8)
        out += Array("<sheetData>".utf8)
        for (index, row) in rows.enumerated() {
            out += Array("<row r=\"\(index + 1)\">".utf8)
            for (column, text) in row.enumerated() where !text.isEmpty || index > 0 {
                let place = "\(name(ofColumn: column))\(index + 1)"
                let style = index == 0 ? 2 : 1
                if text.isEmpty {
                    out += Array("<c r=\"\(place)\" s=\"\(style)\"/>".utf8)
                    continue
                }
                out += Array(
                    "<c r=\"\(place)\" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8)
                out += escaped(text)
                out += Array("</t></is></c>".utf8)
            }
            out += Array("</row>".utf8)
        }
        return out + Array("</sheetData></worksheet>".utf8)
    }

    private static func columns(_ count: Int, _ hidden: Int?) -> String {
        guard count > 1 else { return "" }
        let last = hidden == count - 1 ? count - 1 : count
        var columns = "<cols><col min=\"1\" max=\"1\" width=\"14\" customWidth=\"1\" style=\"1\"/>"
        if last > 1 {
            columns += "<col min=\"2\" max=\"\(last)\" width=\"36\" customWidth=\"1\" style=\"1\"/>"
        }
        if let hidden {
            columns +=
                "<col min=\"\(hidden + 1)\" max=\"\(hidden + 1)\" width=\"12\" customWidth=\"1\" style=\"1\" hidden=\"1\"/>"
        }
        return columns + "</cols>"
    }

    /// `A`, `B`, … `Z`, `AA`.
    private static func name(ofColumn column: Int) -> String {
        var name = ""
        var rest = column
        repeat {
            name = String(UnicodeScalar(UInt8(65 + rest % 26))) + name
            rest = rest / 26 - 1
        } while rest >= 0
        return name
    }

    /// A text as it may stand in a part: what XML can't hold is left out, and what looks like an escape (`_x000D_`) is escaped.
    ///
    /// Source: ECMA-376 part 1, §22.4.2.4 (`bstr`).
    static func escaped(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "&"): out += Array("&amp;".utf8)
            case UInt8(ascii: "<"): out += Array("&lt;".utf8)
            case UInt8(ascii: ">"): out += Array("&gt;".utf8)
            case UInt8(ascii: "\""): out += Array("&quot;".utf8)
            case UInt8(ascii: "_") where looksLikeEscape(bytes, at: index): out += Array("_x005F_".utf8)
            case 0x09, 0x0A, 0x20...: out.append(byte)
            default: continue
            }
        }
        return out
    }

    private static func looksLikeEscape(_ bytes: [UInt8], at index: Int) -> Bool {
        index + 6 < bytes.count && bytes[index + 1] == UInt8(ascii: "x")
            && bytes[index + 6] == UInt8(ascii: "_")
            && bytes[index + 2..<index + 6].allSatisfy {
                Ascii.isDigit($0) || (0x61...0x66).contains($0 | 0x20)
            }
    }
}

/// A zip archive in memory, its entries deflated and without times.
private final class PackedParts {
    private let parts: [(name: String, bytes: [UInt8])]
    fileprivate var out: [UInt8] = []

    init(_ parts: [(String, [UInt8])]) { self.parts = parts.map { (name: $0.0, bytes: $0.1) } }

    /// - Returns: `nil` where no memory is left.
    func bytes() -> [UInt8]? {
        guard let archive = archive_write_new() else { return nil }
        defer { archive_write_free(archive) }
        let isOpen =
            archive_write_set_format_zip(archive) == ARCHIVE_OK
            && archive_write_zip_set_compression_deflate(archive) == ARCHIVE_OK
            && archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK
            && archive_write_open(
                archive, Unmanaged.passUnretained(self).toOpaque(), nil, takePacked, nil) == ARCHIVE_OK
        guard isOpen, parts.allSatisfy({ Self.write($0.name, $0.bytes, to: archive) }),
            archive_write_close(archive) == ARCHIVE_OK
        else { return nil }
        return out
    }

    private static func write(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer) -> Bool {
        guard let entry = archive_entry_new() else { return false }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, name)
        archive_entry_set_size(entry, Int64(bytes.count))
        archive_entry_set_mode(entry, 0o100644)
        guard archive_write_header(archive, entry) == ARCHIVE_OK else { return false }
        return bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) } == bytes.count
    }
}

private func takePacked(
    _ archive: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeRawPointer?, _ count: Int
) -> Int {
    guard let context, let buffer else { return -1 }
    let sink = Unmanaged<PackedParts>.fromOpaque(context).takeUnretainedValue()
    sink.out.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: count))
    return count
}
