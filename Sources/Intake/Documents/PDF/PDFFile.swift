/// Questions about the bytes of a PDF.
enum PDFFile {
    /// Where a PDF begins: its header stands within the first 1,024 bytes.
    ///
    /// Source: ISO 32000-1, Annex H.3, note 13.
    static func start(in bytes: [UInt8]) -> Int? {
        let mark = Array("%PDF-".utf8)
        let head = bytes.prefix(1024 + mark.count)
        return head.indices.first { head[$0...].starts(with: mark) }
    }
}
