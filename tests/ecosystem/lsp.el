;;; Opens a declaration and its two policies in Emacs, lets eglot show what is wrong, takes the code actions that add the missing
;;; rows, and saves: emacs --batch -l lsp.el, in the folder of the files. Says what holds; ends with 1 where something does not.

(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'yaml-mode)
(require 'markdown-mode)

(defvar divulge-command (list (getenv "DIVULGE") "lsp" "--today" "2026-11-22"))
;; As docs/editors.md has it, with another name of the program.
(add-to-list 'eglot-server-programs
             `(((yaml-mode :language-id "yaml") (markdown-mode :language-id "markdown")) . ,divulge-command))
(setq eglot-sync-connect t make-backup-files nil create-lockfiles nil)

(defun wait (what holds)
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall holds)) (< (float-time) end))
      (accept-process-output nil 0.1)))
  (unless (funcall holds)
    (message "not ok - in vain waited for: %s" what)
    (kill-emacs 1))
  (message "ok - %s" what))

(defun open (name)
  (let ((buffer (find-file-noselect name)))
    (with-current-buffer buffer
      (unless (eglot-current-server) (apply #'eglot--connect (eglot--guess-contact)))
      (unless (eglot-managed-p) (eglot--maybe-activate-editing-mode))
      (flymake-mode 1))
    buffer))

(defun errors (buffer)
  (with-current-buffer buffer
    (flymake-start)
    (seq-count (lambda (one) (eq (flymake-diagnostic-type one) 'eglot-error)) (flymake-diagnostics))))

(defun configure (buffer settings)
  (setq-default eglot-workspace-configuration settings)
  (with-current-buffer buffer (eglot-signal-didChangeConfiguration (eglot-current-server))))

(defun take (declaration name)
  (with-current-buffer declaration
    (goto-char (point-min))
    (search-forward "    recipient: Alipay")
    (let* ((title (format "Add the missing 2 rows on Alipay Singapore E-Commerce Private Limited to %s" name))
           (actions (eglot-code-actions (point) (point) nil nil))
           (action (seq-find (lambda (one) (equal (plist-get one :title) title)) actions)))
      (unless action
        (message "not ok - no such action: %s" title)
        (kill-emacs 1))
      ;; Later versions want to know who asks.
      (apply #'eglot--apply-workspace-edit (plist-get action :edit)
             (make-list (1- (car (func-arity #'eglot--apply-workspace-edit))) nil)))))

(let ((declaration (open "divulge.yaml"))
      (policies (mapcar #'open '("privacy-policy.ko.md" "privacy-policy.en.md"))))
  (wait "the errors are shown in the declaration" (lambda () (= (errors declaration) 8)))
  (configure declaration '(:divulge (:laws ["eu-gdpr"])))
  (wait "laws are in force where the declaration says nothing of any" (lambda () (= (errors declaration) 6)))
  (configure declaration '(:divulge (:laws [])))
  (wait "and no longer" (lambda () (= (errors declaration) 8)))
  (dolist (policy policies)
    (take declaration (file-name-nondirectory (buffer-file-name policy))))
  (dolist (policy policies)
    (with-current-buffer policy (eglot--signal-textDocument/didChange)))
  (wait "no error is left, before anything is saved" (lambda () (= (errors declaration) 0)))
  (dolist (policy policies)
    (with-current-buffer policy (save-buffer))))
