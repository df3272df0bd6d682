-- Opens a declaration and its two policies in Neovim, lets its client show what is wrong, takes the code actions that add the
-- missing rows, and saves: nvim --headless -u NONE -c 'luafile lsp.lua', in the folder of the files. Says on standard output
-- what holds; exits with 1 where something does not.

local function leave(status)
  io.stdout:write('\n')
  io.stdout:flush()
  vim.cmd(status == 0 and 'qall!' or 'cquit 1')
end

local function wait(what, holds)
  if not vim.wait(30000, holds, 50) then
    io.stdout:write('not ok - in vain waited for: ' .. what .. '\n')
    leave(1)
  end
  io.stdout:write('ok - ' .. what .. '\n')
end

local client
local function open(name)
  vim.cmd('edit ' .. name)
  local buffer = vim.api.nvim_get_current_buf()
  client = client or vim.lsp.start_client({
    name = 'divulge',
    cmd = { os.getenv('DIVULGE'), 'lsp', '--today', '2026-11-22' },
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

local function codes(buffer, severity)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer, { severity = severity })) do
    found[#found + 1] = diagnostic.code
  end
  return found
end

local function has_row(buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if vim.startswith(line, '| Alipay Singapore E-Commerce Private Limited ') then
      return true
    end
  end
  return false
end

vim.o.hidden = true
local korean, english = open('privacy-policy.ko.md'), open('privacy-policy.en.md')
local declaration = open('divulge.yaml')
local error = vim.diagnostic.severity.ERROR
wait('the errors are shown in the declaration', function() return #codes(declaration, error) == 8 end)
wait('notes are shown in the policies', function() return #codes(korean) > 0 and #codes(english) > 0 end)
wait('no error is shown in the policies', function() return #codes(korean, error) == 0 end)

-- Settings, as a person changes them while the server runs.
local function set(divulge)
  local one = vim.lsp.get_client_by_id(client)
  one.config.settings = { divulge = divulge }
  one.notify('workspace/didChangeConfiguration', { settings = one.config.settings })
end
set({ laws = { 'eu-gdpr' } })
wait('laws are in force where the declaration says nothing of any', function() return #codes(declaration) == 6 end)
set({ laws = {} })
wait('and no longer', function() return #codes(declaration) == 8 end)

local hovered = vim.lsp.buf_request_sync(declaration, 'textDocument/hover', {
  textDocument = vim.lsp.util.make_text_document_params(declaration),
  position = { line = 31, character = 17 },
}, 30000)
local words = hovered[client].result.contents.value
wait('hover shows what is missing', function() return words:find('Missing: recipient', 1, true) ~= nil end)

-- The list of actions that a person would see.
local wanted
vim.ui.select = function(items, options, choose)
  for index, item in ipairs(items) do
    if options.format_item(item):find(wanted, 1, true) then
      return choose(item, index)
    end
  end
  choose(nil, nil)
end

for name, buffer in pairs({ ['privacy-policy.ko.md'] = korean, ['privacy-policy.en.md'] = english }) do
  wanted = 'Add the missing 2 rows on Alipay Singapore E-Commerce Private Limited to ' .. name
  vim.api.nvim_set_current_buf(declaration)
  vim.fn.search('^    recipient: Alipay')
  vim.api.nvim_win_set_cursor(0, { vim.fn.line('.'), 16 })
  vim.lsp.buf.code_action()
  wait('the action adds rows to ' .. name, function() return has_row(buffer) end)
end
wait('no error is left, before anything is saved', function() return #codes(declaration, error) == 0 end)
vim.cmd('wall')
leave(0)
