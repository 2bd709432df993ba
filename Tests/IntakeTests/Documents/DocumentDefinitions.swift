/// Known differences of definition between the document readers and other programs, by fact and file.
enum DocumentDefinitions {
    private static let surrogate = "striprtf gives up on characters written as two halves"
    private static let running = "the number of the page, at its foot here, comes first there"
    private static let foot = "the foot of the page comes second there"
    private static let fileName = "the page's title, the name of a file, is text there"
    private static let columns =
        "cells stand in rows here; there column by column, with runs of spaces that count"
    private static let endNotes = "endnotes are notes here and not counted there"

    static let reasons: [String: [String: String]] = [
        "document read": all(
            surrogate, "documents/tika_testRTFInvalidUnicode.rtf", "documents/tika_testRTFVarious.rtf"),
        "document head": all(
            running, "documents/autspaces_FocusGroupSchedule_20190918.pdf", "transcripts/pdpilot_P1.pdf",
            "transcripts/pdpilot_P2.pdf", "transcripts/pdpilot_P3.pdf", "transcripts/pdpilot_P4.pdf"
        )
        .merging(all(foot, "documents/tika_testPDF.pdf", "documents/tika_testPDF_rotated.pdf")) { $1 }
        .merging(all(fileName, "minutes/solid_2022-11-23.html", "minutes/solid_2024-09-04.html")) { $1 }
        .merging(all(columns, "surveys/autspaces_google_form.pdf")) { $1 }
        .merging(all("the numbers of list items are text there", "documents/tika_testRTFJapanese.rtf")) { $1 }
        .merging(
            all("a picture's caption is its name here and text there", "documents/odfpy_imageslabels.odt")
        ) { $1 }
        .merging(
            all(
                "a deleted word, a comment and its author are text there",
                "documents/tika_testODFwithOOo3.odt")
        ) { $1 },
        "document length": all(columns, "surveys/autspaces_google_form.pdf").merging(
            all("the patterns of the bibliography are text there", "documents/tika_testODFwithOOo3.odt")
        ) { $1 },
        "document notes": all(
            endNotes, "documents/pandoc_notes.docx", "documents/tika_testWORD_numbered_list.docx"),
    ]

    private static func all(_ reason: String, _ paths: String...) -> [String: String] {
        Dictionary(uniqueKeysWithValues: paths.map { ($0, reason) })
    }
}
