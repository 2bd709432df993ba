package import ArgumentParser

/// `rir consent`: what participants allow.
package struct Consents: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "Record what participants allow, see what is missing, check a use.",
        discussion: """
            Consent is a dated act for purposes: collect (records are kept and analysed), record (a recording \
            is made), survey, quote, share. Every act is kept; the last one counts. Acts are never changed: \
            what was wrong is put right by a new one.

            Examples:

              rir consent grant SP66 --purpose collect --purpose quote
              rir consent show SP66
              rir consent due
            """,
        subcommands: [
            ConsentGrant.self, ConsentRefuse.self, ConsentChange.self, ConsentWithdraw.self,
            ConsentShow.self, ConsentDueList.self, ConsentCheck.self, ConsentImport.self, ConsentForms.self,
        ]
    )

    package init() {}
}
