@echo off
rem Checks everything: test [ARGUMENTS FOR PYTEST]. The first call sets up .venv.
setlocal
cd /d "%~dp0"
call packaging\set_up.cmd dev || exit /b 1
set "QT_QPA_PLATFORM=offscreen"
set "python=.venv\Scripts\python.exe"
set "failed="

echo == ruff
%python% -m ruff check . || set "failed=%failed% ruff"
echo == mypy
%python% -m mypy || set "failed=%failed% mypy"
echo == lint-imports
%python% -c "from importlinter.cli import lint_imports_command; lint_imports_command()" || set "failed=%failed% lint-imports"
if defined failed echo Failed before the tests:%failed%
echo == pytest
%python% -m pytest %* || exit /b 1
if defined failed exit /b 1
exit /b 0
