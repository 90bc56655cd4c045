-- Neovim without a terminal: `nvim --headless -u NONE -l` is newer than Debian's, so it is `-c "luafile neovim.lua"`.
-- Opens a zone, sees the diagnostic, applies the fix, formats, renames, and prints what happened as lines.
local program = os.getenv("SRVLINT")
local lines = {}

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    error("no " .. what)
  end
end

local function request(method, params)
  local answers = assert(vim.lsp.buf_request_sync(0, method, params, 60000), "no answer to " .. method)
  for _, answer in pairs(answers) do
    assert(not answer.err, vim.inspect(answer.err))
    return answer.result
  end
end

local function run()
  vim.cmd("edit a.zone")
  local client = vim.lsp.start_client({ name = "srvlint", cmd = { program, "lsp" }, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(0, client)
  wait("client", function() return vim.lsp.buf_get_clients(0)[client] ~= nil end)
  wait("diagnostic", function() return #vim.diagnostic.get(0) > 0 end)
  local found = vim.diagnostic.get(0)[1]
  table.insert(lines, string.format("%s at %d:%d", found.user_data.lsp.code, found.lnum + 1, found.col + 1))

  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {}, only = { "quickfix" } }
  for _, action in ipairs(request("textDocument/codeAction", params)) do
    if action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
      break
    end
  end
  wait("correction", function() return #vim.diagnostic.get(0) == 0 end)

  vim.lsp.buf.formatting_sync(nil, 60000)
  vim.api.nvim_win_set_cursor(0, { vim.fn.search("^web") , 0 })
  vim.lsp.buf.rename("www")
  wait("new name", function() return vim.fn.search("^www", "n") > 0 end)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 5, -1, false)) do
    table.insert(lines, line)
  end
  vim.lsp.stop_client(client)
end

local succeeded, problem = pcall(run)
if not succeeded then
  table.insert(lines, "error: " .. tostring(problem))
end
vim.fn.writefile(lines, "result")
vim.cmd("qall!")
