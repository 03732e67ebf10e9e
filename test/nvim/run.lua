-- Runs the suite inside neovim, one line for each test, and writes the counts to the file that TEST_COUNTS names.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h')
package.path = here .. '/?.lua;' .. package.path

local passed, failed = 0, 0

for _, case in ipairs(require('suite')) do
  local name, run = unpack(case)
  local ok, problem = xpcall(run, debug.traceback)
  if ok then
    passed = passed + 1
    io.stdout:write('✔ ' .. name .. '\n')
  else
    failed = failed + 1
    io.stdout:write('✖ ' .. name .. '\n' .. problem .. '\n')
  end
end

local counts = vim.env.TEST_COUNTS
if counts then vim.fn.writefile({ string.format('{"passed":%d,"failed":%d}', passed, failed) }, counts) end
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
