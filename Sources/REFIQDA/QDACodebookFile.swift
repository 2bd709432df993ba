/// Reads and writes `.qdc` files: codebooks alone, as one XML file (Codebook.xsd 1.0).
public enum QDACodebookFile {
    /// What reading found.
    public struct Reading: Sendable, Hashable {
        /// The codebook.
        public var codebook: QDACodebook
        /// What of the file is not in the codebook as it was.
        public var report: QDAReport
    }

    /// Reads a codebook.
    ///
    /// Accepted beyond the schema: a byte-order mark, the namespaces of drafts, empty lists, members of sets
    /// that are named as in projects.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - limits: Bounds that the file has to keep to.
    /// - Throws: ``QDAError`` for XML that can't be read or is something else.
    public static func read(_ bytes: [UInt8], limits: QDALimits = QDALimits()) throws(QDAError) -> Reading {
        let root = try XMLTree.root(of: bytes, limits: limits)
        guard root.name == "CodeBook" else { throw .wrongRoot(expected: .codebook) }
        let decoder = NodeDecoder(report: QDAReport())
        let codebook = decoder.codebook(root)
        References(codebook).reportDangling(to: &decoder.report)
        return Reading(codebook: codebook, report: decoder.report)
    }
}
