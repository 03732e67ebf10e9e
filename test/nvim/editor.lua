-- What the suites need of neovim: open a file with the server attached, wait for what it says, read it back.
-- Written for neovim 0.7 and later.
local editor = {}

local WAIT_MS = 20000
local server = { vim.env.NODE, vim.env.SERVER, '--stdio' }

--- Opens a file of the workspace; returns its buffer and the client.
function editor.open(path, filetype)
  vim.cmd('edit ' .. vim.fn.fnameescape(path))
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].filetype = filetype
  editor.client = editor.client or vim.lsp.start_client({ name = 'gcp-iam-lint', cmd = server, root_dir = vim.fn.getcwd() })
  assert(editor.client, 'the server did not start')
  vim.lsp.buf_attach_client(buffer, editor.client)
  return buffer
end

--- Diagnostics of a buffer as `line:character-line:character code`, both from 0.
function editor.findings(buffer)
  local list = {}
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    list[#list + 1] = string.format('%d:%d-%d:%d %s', d.lnum, d.col, d.end_lnum, d.end_col, d.code or d.user_data.lsp.code)
  end
  table.sort(list)
  return list
end

--- Waits until the findings of a buffer are exactly these.
function editor.until_findings(buffer, expected)
  vim.wait(WAIT_MS, function() return vim.deep_equal(editor.findings(buffer), expected) end, 10)
  editor.equal(editor.findings(buffer), expected)
end

--- The answer to a request, or an error.
function editor.ask(buffer, method, params)
  local answers, problem = vim.lsp.buf_request_sync(buffer, method, params, WAIT_MS)
  assert(answers, problem)
  local answer = answers[editor.client]
  assert(answer and not answer.error, method .. ': ' .. vim.inspect(answer))
  return answer.result
end

function editor.hover(buffer, line, character)
  return editor.ask(buffer, 'textDocument/hover', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = line, character = character },
  })
end

--- Code actions for the diagnostics of a line.
function editor.actions(buffer, line)
  local diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, line)
  assert(diagnostics[1], 'no diagnostic on line ' .. line)
  return editor.ask(buffer, 'textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = diagnostics[1].range,
    context = { diagnostics = diagnostics },
  })
end

function editor.apply(buffer, action)
  if not action.edit then action = editor.ask(buffer, 'codeAction/resolve', action) end
  local client = vim.lsp.get_client_by_id(editor.client)
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
end

function editor.text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

function editor.equal(actual, expected)
  if vim.deep_equal(actual, expected) then return end
  error('expected ' .. vim.inspect(expected) .. '\nbut it is ' .. vim.inspect(actual), 2)
end

return editor
