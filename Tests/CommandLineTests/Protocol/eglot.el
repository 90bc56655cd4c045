;;; Emacs without a terminal: emacs --batch -l eglot.el
;;; Opens a zone, sees the diagnostic, applies the fix, formats and renames, and writes what happened to the file `result'.

(require 'eglot)
(require 'dns-mode)
(setq eglot-sync-connect 60 eglot-confirm-server-initiated-edits nil make-backup-files nil)
(add-to-list 'auto-mode-alist '("\\.zone\\'" . dns-mode))
(add-to-list 'eglot-server-programs `(dns-mode . (,(getenv "SRVLINT") "lsp")))

(defun srvlint-wait (what condition)
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "no %s" what))
      (accept-process-output nil 0.05))))

(defun srvlint-diagnostics ()
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (accept-process-output nil 0.1)
  (flymake-diagnostics))

(condition-case problem
    (progn
      (find-file "a.zone")
      (apply #'eglot (eglot--guess-contact))
      (flymake-mode 1)
      (srvlint-wait "diagnostic" #'srvlint-diagnostics)
      (let* ((found (car (flymake-diagnostics)))
             (lines (list (format "%s at %d" (car (split-string (flymake-diagnostic-text found) "\n"))
                                  (line-number-at-pos (flymake-diagnostic-beg found))))))
        (goto-char (flymake-diagnostic-beg found))
        (let ((actions (jsonrpc-request
                        (eglot-current-server) :textDocument/codeAction
                        (list :textDocument (eglot--TextDocumentIdentifier)
                              :range (list :start (eglot--pos-to-lsp-position (point))
                                           :end (eglot--pos-to-lsp-position (point)))
                              :context '(:diagnostics [])))))
          (eglot--apply-workspace-edit (plist-get (elt actions 0) :edit)))
        (srvlint-wait "correction" (lambda () (not (srvlint-diagnostics))))
        (eglot-format-buffer)
        (goto-char (point-min))
        (search-forward "\nweb")
        (backward-char 1)
        ;; Outside a batch, an idle timer does it.
        (eglot--signal-textDocument/didChange)
        (eglot-rename "www")
        (goto-char (point-min))
        (forward-line 5)
        (write-region (concat (car lines) "\n" (buffer-substring (point) (point-max))) nil "result")))
  (error (write-region (format "error: %S\n" problem) nil "result")))
(set-buffer-modified-p nil)
(kill-emacs 0)
