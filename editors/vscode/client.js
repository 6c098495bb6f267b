// Starts `kaocheng lsp` for .kc files. All answers are the server's.
const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

exports.activate = () => {
  const settings = workspace.getConfiguration('kaocheng');
  const server = { command: settings.get('path'), args: ['lsp', '--lang', settings.get('lang')] };
  const documents = {
    documentSelector: [{ language: 'kaocheng' }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.kc') },
  };
  client = new LanguageClient('kaocheng', '考成 kaocheng', server, documents);
  return client.start();
};

exports.deactivate = () => client?.stop();
