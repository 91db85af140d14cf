@echo off
rem Makes .venv in the project's root ready, on Windows: packaging\set_up.cmd [dev]. Does only what is missing.
setlocal
cd /d "%~dp0.."
set "lock=packaging\requirements.lock"
set "stamp=.venv\.lock"
if "%~1"=="dev" set "lock=packaging\requirements-dev.lock"
if "%~1"=="dev" set "stamp=.venv\.lock-dev"

if exist .venv\.unfinished goto fresh
if not exist .venv\Scripts\python.exe goto fresh
fc /b "%lock%" "%stamp%" >nul 2>&1
if errorlevel 1 goto install
goto translations

:fresh
set "python="
for %%v in (3.11 3.12 3.13 3.14) do if not defined python py -%%v -c "" >nul 2>&1 && set "python=py -%%v"
if not defined python python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "python=python"
if not defined python (
    echo Channel ROI: Python 3.11 or newer is needed and was not found. 1>&2
    exit /b 1
)
if exist .venv rmdir /s /q .venv
%python% -m venv .venv || exit /b 1

:install
echo Channel ROI: setting up in %cd%\.venv, once; this takes a minute or two ... 1>&2
type nul >.venv\.unfinished
if exist "%stamp%" del "%stamp%"
.venv\Scripts\python.exe -m pip install --quiet --disable-pip-version-check --no-input --only-binary=:all: --no-deps --require-hashes --requirement "%lock%" || exit /b 1
copy /y packaging\requirements.lock .venv\.lock >nul
if "%~1"=="dev" copy /y "%lock%" "%stamp%" >nul
del .venv\.unfinished

:translations
.venv\Scripts\python.exe packaging\compile_translations
exit /b %errorlevel%
