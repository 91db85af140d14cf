@echo off
rem Starts Channel ROI: run [FILE], or a command such as run calc FILE. The first call sets up .venv.
setlocal
set "root=%~dp0"
fc /b "%root%packaging\requirements.lock" "%root%.venv\.lock" >nul 2>&1
if errorlevel 1 call "%root%packaging\set_up.cmd" || exit /b 1
"%root%.venv\Scripts\python.exe" "%root%main.py" %*
exit /b %errorlevel%
