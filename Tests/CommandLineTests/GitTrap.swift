import Testing

/// A feature of a repository that makes plain git run a command of the author of the repository.
struct GitTrap: Sendable, CustomTestStringConvertible {
    let name: String
    /// Shell commands that set the trap in the repository. `$TRAP` leaves a trace if it is run.
    let lay: String
    /// A command in the repository with which plain git runs into the trap.
    let spring: String
    /// The exit code of `check --against`: 1 if the change is found, 3 if the trap removes the earlier zone.
    var status: Int32 = 1
    /// Whether the trap cannot be combined with others in the same repository.
    var isAlone = false

    var testDescription: String { name }

    /// Declares the repository a partial clone, so that a missing object is fetched from the remote.
    private static func partial(_ remote: String, _ settings: String, into file: String = ".git/config") -> String {
        """
        git config core.repositoryFormatVersion 1
        git config extensions.partialClone \(remote)
        git config -f \(file) remote.\(remote).promisor true
        \(settings.replacing("SET", with: "git config -f \(file) remote.\(remote)"))
        rm -f .git/objects/$(git rev-parse HEAD:zones/example.com.zone | sed 's|..|&/|')
        """
    }

    private static let missing = "git cat-file -p HEAD:zones/example.com.zone"

    static let all = [
        GitTrap(
            name: "upload-pack", lay: partial("pack", "SET.url ./nowhere; SET.uploadpack \"$TRAP; false\""),
            spring: missing, status: 3),
        GitTrap(
            name: "ext-transport",
            lay: partial("ext", "SET.url \"ext::$TRAP\"; git config protocol.ext.allow always"),
            spring: missing, status: 3),
        GitTrap(
            name: "remote-helper",
            lay: """
                mkdir -p git-remote-x; printf '#!/bin/sh\\n%s\\n' "$TRAP" >git-remote-x/y; chmod +x git-remote-x/y
                """ + "\n" + partial("helper", "SET.vcs x/y; SET.url x"),
            spring: missing, status: 3),
        GitTrap(
            name: "ssh-command",
            lay: partial("ssh", "SET.url ssh://127.0.0.1/x; git config core.sshCommand \"$TRAP; false\""),
            spring: missing, status: 3),
        GitTrap(
            name: "git-proxy",
            lay: """
                printf '#!/bin/sh\\n%s\\n' "$TRAP" >proxy; chmod +x proxy; git config core.gitProxy "$PWD/proxy"
                """ + "\n" + partial("proxy", "SET.url git://127.0.0.1:9/x"),
            spring: missing, status: 3),
        GitTrap(
            name: "included-configuration",
            lay: partial(
                "included", "SET.url ./nowhere; SET.uploadpack \"$TRAP; false\"; git config include.path ../settings",
                into: "settings"),
            spring: missing, status: 3),
        GitTrap(
            name: "worktree-configuration",
            lay: "git config extensions.worktreeConfig true\n"
                + partial("own", "SET.url ./nowhere; SET.uploadpack \"$TRAP; false\"", into: ".git/config.worktree"),
            spring: missing, status: 3),
        GitTrap(
            name: "file-system-monitor", lay: "git config core.fsmonitor \"$TRAP; false\"", spring: "git status"),
        GitTrap(
            name: "hooks",
            lay: """
                for hook in post-index-change post-checkout reference-transaction pre-commit; do
                    printf '#!/bin/sh\\n%s\\n' "$TRAP" >.git/hooks/$hook; chmod +x .git/hooks/$hook
                done
                """,
            spring: "rm -f ../traces/*; git -c core.hooksPath=.git/hooks checkout -q -f HEAD"),
        GitTrap(
            name: "hooks-path",
            lay: """
                mkdir -p evil-hooks; git config core.hooksPath evil-hooks
                for hook in post-index-change post-checkout reference-transaction pre-commit; do
                    printf '#!/bin/sh\\n%s\\n' "$TRAP" >evil-hooks/$hook; chmod +x evil-hooks/$hook
                done
                """,
            spring: "git checkout -q -f HEAD"),
        GitTrap(
            name: "pager",
            lay: """
                git config core.pager "$TRAP"
                for command in rev-parse cat-file ls-tree version; do git config pager.$command "$TRAP"; done
                """,
            spring: "script -qec 'git -p cat-file -t HEAD' /dev/null"),
        GitTrap(
            name: "alias",
            lay: "for word in trap rev-parse cat-file version; do git config alias.$word \"!$TRAP\"; done",
            spring: "git trap"),
        GitTrap(
            name: "credential-helper", lay: "git config credential.helper \"!$TRAP; true\"",
            spring: "printf 'protocol=https\\nhost=example.com\\n\\n' | git credential fill"),
        GitTrap(
            name: "askpass",
            lay: """
                printf '#!/bin/sh\\n%s\\n' "$TRAP" >ask; chmod +x ask; git config core.askPass "$PWD/ask"
                """,
            spring: "printf 'protocol=https\\nhost=example.com\\n\\n' | git -c credential.helper= credential fill"),
        GitTrap(
            name: "filters",
            lay: """
                echo '* filter=trap' >.gitattributes; mkdir -p .git/info; echo '* filter=trap' >.git/info/attributes
                git config filter.trap.clean "$TRAP; cat"; git config filter.trap.smudge "$TRAP; cat"
                """,
            spring: "git cat-file --filters HEAD:zones/example.com.zone; git add zones"),
        GitTrap(
            name: "filter-process",
            lay: """
                echo '* filter=process' >.gitattributes; mkdir -p .git/info; echo '* filter=process' >.git/info/attributes
                git config filter.process.process "$TRAP"; git config filter.process.required true
                """,
            spring: "git add zones"),
        GitTrap(
            name: "text-conversion",
            lay: """
                echo '* diff=trap' >.gitattributes; git config diff.trap.textconv "$TRAP; cat"
                """,
            spring: "git diff --no-ext-diff --textconv"),
        GitTrap(
            name: "external-diff",
            lay: """
                echo '* diff=command' >.gitattributes; git config diff.command.command "$TRAP; true"
                git config diff.external "$TRAP; true"
                """,
            spring: "git diff"),
        GitTrap(
            name: "alternates",
            lay: """
                git init -q ../alternate; echo ../../../alternate/.git/objects >.git/objects/info/alternates
                git config core.alternateRefsCommand "$TRAP; true"
                """,
            spring: "git rev-list --all --alternate-refs"),
        GitTrap(
            name: "signature-program",
            lay: """
                printf '#!/bin/sh\\n%s\\n' "$TRAP" >sign; chmod +x sign
                git config gpg.program "$PWD/sign"; git config commit.gpgSign true
                """,
            spring: "git commit -q --allow-empty -m x"),
        GitTrap(
            name: "editor", lay: "git config core.editor \"$TRAP; false\"",
            spring: "git -c core.hooksPath=/dev/null -c commit.gpgSign=false commit -q --allow-empty"),
        GitTrap(
            name: "submodule-update",
            lay: """
                git init -q zones/sub; git -C zones/sub commit -q --allow-empty -m one
                printf '[submodule "s"]\\n\\tpath = zones/sub\\n\\turl = ./zones/sub\\n' >.gitmodules
                git -c core.hooksPath=/dev/null -c core.fsmonitor=false \\
                    update-index --add --cacheinfo 160000,$(git -C zones/sub rev-parse HEAD),zones/sub
                git -C zones/sub commit -q --allow-empty -m two
                git config submodule.s.url ./zones/sub; git config submodule.s.update "!$TRAP"
                git config submodule.s.active true
                """,
            spring: "git submodule update"),
        GitTrap(
            name: "submodule-settings",
            lay: """
                git init -q zones/hostile; git -C zones/hostile config core.fsmonitor "$TRAP; false"
                cp zones/example.com.zone zones/hostile/example.com.zone
                """,
            spring: "git -C zones/hostile status"),
        GitTrap(
            name: "bare-repository",
            lay: """
                mkdir -p zones/bare/objects zones/bare/refs/heads; cp zones/example.com.zone zones/bare/example.com.zone
                echo 'ref: refs/heads/main' >zones/bare/HEAD
                cd zones/bare; git config -f config core.repositoryFormatVersion 1; git config -f config core.bare false
                git config -f config core.worktree .; git config -f config extensions.partialClone origin
                git config -f config remote.origin.url ./nowhere; git config -f config remote.origin.promisor true
                git config -f config remote.origin.uploadpack "$TRAP; false"; git config -f config core.fsmonitor "$TRAP"
                """,
            spring: "cd zones/bare && git cat-file -p 1234567890123456789012345678901234567890"),
        GitTrap(
            name: "program-in-the-repository",
            lay: """
                printf '#!/bin/sh\\n%s\\n' "$TRAP" >git; chmod +x git; cp git zones/git
                """,
            spring: "PATH=.:$PATH; git --version; true"),
        GitTrap(
            name: "git-file",
            lay: partial("file", "SET.url ./nowhere; SET.uploadpack \"$TRAP; false\"")
                + "\nmv .git zones/store; echo 'gitdir: zones/store' >.git",
            spring: missing, status: 3),
        GitTrap(
            name: "linked-repository",
            lay: partial("link", "SET.url ./nowhere; SET.uploadpack \"$TRAP; false\"")
                + "\nmv .git zones/store; ln -s zones/store .git",
            spring: missing, status: 3, isAlone: true),
        GitTrap(
            name: "bare-repository-at-the-top",
            lay: partial("top", "SET.url ./nowhere; SET.uploadpack \"$TRAP; false\"")
                + "\ngit config core.bare false; git config core.worktree .; mv .git/* .",
            spring: "git cat-file -p 1234567890123456789012345678901234567890", status: 2, isAlone: true),
    ]
}
